import { render } from '@testing-library/react';
import { Profile, profileSchema } from '@onmesh/plugin-mesh-common';
import { draftFromProfile, ProfileDraft } from '../ProfileDraft';
import { ProfileForm } from '../ProfileForm';

// The form is long, and a busy machine takes its time to render it.
jest.setTimeout(30_000);

/** A profile to change in one part; it has no optional ones. */
export const simple = profileSchema.parse({
  apiVersion: 'onmesh.io/v1',
  mesh: 'istio-sidecar',
  callers: [{ namespace: 'shop', serviceAccount: 'frontend' }],
});

/** Something in every part that has fields for a service of a sidecar. */
export const full = profileSchema.parse({
  ...simple,
  enrolment: { scope: 'namespace', revision: 'old' },
  ports: [{ port: 8080, protocol: 'grpc' }],
  mtls: { mode: 'strict', portExceptions: [{ port: 1, mode: 'disable' }] },
  callers: [
    {
      namespace: 'shop',
      serviceAccount: 'frontend',
      endUser: { claims: { role: ['clerk'] } },
      methods: ['GET'],
    },
    { ipBlocks: ['10.0.0.0/8'] },
  ],
  endUsers: { issuer: 'https://a.example', jwksUri: 'https://a.example/keys' },
  metrics: {
    port: 9090,
    scrapers: [{ namespace: 'monitoring', serviceAccount: 'prometheus' }],
  },
  traffic: { timeout: '5s', maxConnections: 10 },
  canary: {
    steps: [{ weight: 10, pause: '5m' }],
    match: { header: { name: 'x-beta', value: 'yes' } },
    analysis: { query: { name: 'lost-orders', promql: 'up', min: 1 } },
  },
  ingress: {
    hosts: ['a.example', 'b.example'],
    tlsSecret: 'a-tls',
    gateway: { namespace: 'istio-system', serviceAccount: 'gateway' },
  },
  egress: { hosts: ['c.example'], onlyListed: true },
  tracing: { samplingPercent: 5, provider: 'zipkin' },
});

/** Shows the form as it is filled from a profile, which need not be a valid one. */
export function renderForm(profile: Profile) {
  return renderDraft(draftFromProfile(profile));
}

/** Shows the form with what was typed. */
export function renderDraft(initial: ProfileDraft) {
  const onPreview = jest.fn();
  const { container } = render(
    <ProfileForm
      initial={initial}
      busy={false}
      onPreview={onPreview}
      onChange={() => {}}
    />,
  );
  return { onPreview, container };
}
