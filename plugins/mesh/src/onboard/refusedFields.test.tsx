import { useState } from 'react';
import { act, render, screen } from '@testing-library/react';
import '@testing-library/jest-dom';
import { Profile } from '@onmesh/plugin-mesh-common';
import { simple } from './__testUtils__/renderForm';
import { draftFromProfile } from './ProfileDraft';
import { ProfileForm } from './ProfileForm';
import { FieldErrors } from './readDraft';

const MESSAGE = 'The cluster has no such thing. Add it.';
const steps = [{ weight: 10, pause: '5m' }];
const manual = [{ weight: 10, pause: 'manual' as const }];
const ingress = { api: 'istio' as const, hosts: ['a.example'] };
const account = { namespace: 'shop', serviceAccount: 'frontend' };

/** The form with a profile that was sent, and what came back. */
function arrange(profile: Partial<Profile>) {
  let refuse: (errors: FieldErrors | undefined) => void = () => {};
  const onNowhere = jest.fn();
  const initial = draftFromProfile({ ...simple, ...profile });
  function Arranged() {
    const [refused, setRefused] = useState<FieldErrors>();
    refuse = setRefused;
    return (
      <ProfileForm
        initial={initial}
        busy={false}
        refused={refused}
        onPreview={() => {}}
        onNowhere={onNowhere}
        onChange={() => setRefused(undefined)}
      />
    );
  }
  render(<Arranged />);
  return {
    onNowhere,
    refuse: (path: string) => act(() => refuse({ [path]: MESSAGE })),
    accept: () => act(() => refuse(undefined)),
  };
}

// The same fields as in the test of the planner's refusals.
describe('what the planner refuses is shown at its field, which unfolds and takes the focus', () => {
  it.each<[string, Partial<Profile>]>([
    ['mesh', {}],
    ['canary', { canary: { steps } }],
    [
      'canary.analysis.minSuccessRate',
      { canary: { steps, analysis: { minSuccessRate: 99 } } },
    ],
    [
      'canary.analysis.maxP99Ms',
      { canary: { steps, analysis: { maxP99Ms: 500 } } },
    ],
    ['canary.steps', { canary: { steps } }],
    [
      'canary.versions.stable',
      {
        canary: {
          controller: 'none',
          versions: { stable: 'v1', canary: 'v2' },
          steps: manual,
        },
      },
    ],
    ['enrolment.scope', { enrolment: { scope: 'namespace' } }],
    ['enrolment.scope', {}],
    [
      'enrolment.revision',
      { enrolment: { scope: 'workload', revision: 'next' } },
    ],
    ['ingress', { ingress }],
    ['ingress.api', { ingress: { ...ingress, api: 'gateway-api' } }],
    ['ingress.gateway.serviceAccount', { ingress }],
    ['ports.0.port', { ports: [{ port: 8080, protocol: 'http' }] }],
    ['traffic', { traffic: { timeout: '1s' } }],
    [
      'endUsers',
      {
        endUsers: {
          issuer: 'https://a.example',
          jwksUri: 'https://a.example/keys',
        },
      },
    ],
    ['tracing', { tracing: { samplingPercent: 1 } }],
    ['callers.0.methods', { callers: [{ ...account, methods: ['GET'] }] }],
    ['callers.0.paths', { callers: [{ ...account, paths: ['/a'] }] }],
  ])('%s', (path, profile) => {
    const { refuse, onNowhere } = arrange(profile);

    refuse(path);

    const shown = screen.getByText(MESSAGE);
    expect(shown).toBeVisible();
    const focused = document.activeElement;
    const description = focused?.getAttribute('aria-describedby') ?? '';
    expect([focused, document.getElementById(description)]).toContain(shown);
    expect(onNowhere).not.toHaveBeenCalled();
  });

  it('and is gone once it is no longer so', () => {
    const { refuse, accept } = arrange({ canary: { steps } });
    refuse('canary.steps');

    accept();

    expect(screen.queryByText(MESSAGE)).toBeNull();
  });

  it('elsewhere when the form as it is has no place for it', () => {
    const { refuse, onNowhere } = arrange({});

    refuse('egress.hosts');

    expect(onNowhere).toHaveBeenCalled();
  });
});
