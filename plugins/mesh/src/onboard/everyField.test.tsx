import { fireEvent, screen } from '@testing-library/react';
import '@testing-library/jest-dom';
import { Profile } from '@onmesh/plugin-mesh-common';
import { full, renderDraft } from './__testUtils__/renderForm';
import { draftFromProfile, ProfileDraft } from './ProfileDraft';

const chosen =
  /^(mesh|scope|mode|access|kind|source|protocol|controller|api|ends|by|at)$/;

// Nobody looks at the values of one whose name is wrong.
const claim = 'role';

/** A draft with the same text in every field that is not chosen from a list, but for the name of a claim. */
function withTexts(draft: ProfileDraft, text: string): ProfileDraft {
  return JSON.parse(JSON.stringify(draft), (field, value) =>
    typeof value === 'string' && value !== claim && !chosen.test(field)
      ? text
      : value,
  );
}

function texts(container: HTMLElement) {
  return [
    ...container.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
      'input[type="text"], textarea:not([aria-hidden])',
    ),
  ];
}

describe('every text field', () => {
  // No field takes a letter of another script.
  it.each<[string, Profile]>([
    ['of Argo Rollouts', full],
    [
      'of Flagger',
      {
        ...full,
        ingress: undefined,
        canary: {
          controller: 'flagger',
          steps: [{ weight: 10, pause: '5m' }],
          gates: [
            { at: 'confirm-rollout', url: 'https://a.example/1' },
            { at: 'confirm-traffic-increase', url: 'https://a.example/2' },
            { at: 'confirm-promotion', url: 'https://a.example/3' },
            { at: 'rollback', url: 'https://a.example/4' },
          ],
        },
      },
    ],
    [
      'without a controller',
      {
        ...full,
        canary: {
          controller: 'none',
          versions: { stable: 'v1', canary: 'v2' },
          steps: [{ weight: 10, pause: 'manual' }],
        },
      },
    ],
  ])('is complained about at itself, with a canary %s', (_, profile) => {
    const { container } = renderDraft(
      withTexts(draftFromProfile(profile), 'é'),
    );

    fireEvent.click(screen.getByText('Preview'));

    expect(texts(container).length).toBeGreaterThan(40);
    expect(
      texts(container)
        .filter(field => field.getAttribute('aria-invalid') !== 'true')
        .map(field => field.value),
    ).toEqual([claim]);
    expect(texts(container)[0]).toHaveFocus();
  });
});
