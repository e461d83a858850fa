import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import '@testing-library/jest-dom';
import { ResponseError } from '@backstage/errors';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  DeliveryEvent,
  DeliveryResponse,
  DeliveryStatus,
  PossibleAction,
  RolloutActionName,
} from '@onmesh/plugin-mesh-common';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { MeshApi, meshApiRef } from '../api/MeshApi';
import { MeshQueries } from '../queries/MeshQueries';
import { canaryDelivery, noDelivery } from '../__testUtils__/deliveries';
import { entityRef, target } from '../__testUtils__/checkout';
import { mockMeshApi } from '../__testUtils__/renderScreen';
import { DeliveryControls } from './DeliveryControls';

const seen = { podHash: 'abc', stepIndex: 1, pauses: ['CanaryPauseStep'] };
const possible = (
  action: RolloutActionName,
  changes: PossibleAction['seen'] = {},
): PossibleAction => ({
  action,
  target: { kind: 'Rollout', namespace: 'shop', name: 'checkout' },
  patches: [],
  seen: { ...seen, ...changes },
});
const paused: DeliveryStatus = {
  ...canaryDelivery,
  actions: [possible('promote'), possible('promote-full'), possible('abort')],
};
const event: DeliveryEvent = {
  at: '2026-01-01T10:00:00Z',
  actor: 'user:default/jane',
  action: 'abort',
  reason: 'Errors at checkout',
  podHash: 'abc',
  images: ['shop/checkout:2'],
  stepIndex: 1,
  outcome: 'done',
};

/** Counts how often the status is asked for. */
function StatusReader(props: { read: () => void }) {
  useQuery({
    queryKey: ['status', entityRef],
    queryFn: async () => props.read() ?? null,
  });
  return null;
}

/** The controls of a delivery that changes when the button of the test is pressed. */
function Screen(props: {
  delivery: DeliveryStatus;
  later?: DeliveryStatus;
  readStatus?: () => void;
}) {
  const [delivery, setDelivery] = useState(props.delivery);
  return (
    <MeshQueries>
      {props.readStatus && <StatusReader read={props.readStatus} />}
      <DeliveryControls
        entityRef={entityRef}
        target={target}
        delivery={delivery}
      />
      <button
        data-testid="later"
        onClick={() => setDelivery(props.later ?? delivery)}
      />
    </MeshQueries>
  );
}

function show(
  delivery: DeliveryStatus,
  answer: DeliveryResponse = { history: [] },
  more: {
    later?: DeliveryStatus;
    readStatus?: () => void;
    act?: MeshApi['actOnDelivery'];
  } = {},
) {
  const api = mockMeshApi({
    getDelivery: jest.fn().mockResolvedValue(answer),
    actOnDelivery: jest.fn(more.act ?? (async () => answer)),
  });
  const { later, readStatus } = more;
  renderInTestApp(
    <Screen delivery={delivery} later={later} readStatus={readStatus} />,
    { apis: [[meshApiRef, api]] },
  );
  return api;
}

const button = (name: string) => screen.findByRole('button', { name });

describe('DeliveryControls', () => {
  it('offers what is possible', async () => {
    const api = show(paused);

    for (const name of ['Promote', 'Promote fully', 'Abort']) {
      expect(await button(name)).toBeEnabled();
    }
    expect(
      screen.queryByRole('button', { name: 'Try again' }),
    ).not.toBeInTheDocument();
    expect(api.getDelivery).toHaveBeenCalledWith({ entityRef, target });
  });

  it('says what will happen, and sends what the person saw', async () => {
    const api = show(paused);
    await userEvent.click(await button('Promote'));

    const dialog = screen.getByRole('dialog', {
      name: 'Let the new version go on?',
    });
    expect(dialog).toHaveAccessibleDescription(
      'The pause ends. Version abc (shop/checkout:2) goes on with step 3 of 3: set weight 50 %.',
    );
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Promote' }),
    );

    expect(await screen.findByText(/^Promoted\. The controller/)).toHaveFocus();
    expect(api.actOnDelivery).toHaveBeenCalledWith({
      entityRef,
      target,
      action: 'promote',
      seen,
      reason: undefined,
    });
    expect(api.getDelivery).toHaveBeenCalledTimes(2);
  });

  it('looks at once and again a moment later, when the controller has answered', async () => {
    const readStatus = jest.fn();
    show(paused, undefined, { readStatus });
    await userEvent.click(await button('Promote'));
    await userEvent.click(
      within(screen.getByRole('dialog')).getByRole('button', {
        name: 'Promote',
      }),
    );

    await waitFor(() => expect(readStatus).toHaveBeenCalledTimes(3), {
      timeout: 4_000,
    });
  });

  it('works with the keyboard alone', async () => {
    const api = show(paused);
    (await button('Promote')).focus();
    await userEvent.keyboard('{Enter}');
    await waitFor(() =>
      expect(screen.getByLabelText('Reason (optional)')).toHaveFocus(),
    );
    await userEvent.keyboard('Looks well');
    await userEvent.tab();
    expect(screen.getByRole('button', { name: 'Cancel' })).toHaveFocus();
    await userEvent.tab();
    await userEvent.keyboard('{Enter}');

    await screen.findByText(/^Promoted/);
    expect(api.actOnDelivery).toHaveBeenCalledWith(
      expect.objectContaining({ reason: 'Looks well' }),
    );
  });

  it('changes nothing when the person thinks better of it', async () => {
    const api = show(paused);
    await userEvent.click(await button('Abort'));
    await userEvent.keyboard('{Escape}');

    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(api.actOnDelivery).not.toHaveBeenCalled();
  });

  it.each(['Promote fully', 'Abort'])('wants a reason: %s', async name => {
    const api = show(paused);
    await userEvent.click(await button(name));
    const dialog = within(screen.getByRole('dialog'));
    await userEvent.click(dialog.getByRole('button', { name }));

    expect(dialog.getByText('Say why.')).toBeInTheDocument();
    expect(api.actOnDelivery).not.toHaveBeenCalled();

    await userEvent.type(dialog.getByRole('textbox'), 'Because');
    await userEvent.click(dialog.getByRole('button', { name }));
    await waitFor(() =>
      expect(api.actOnDelivery).toHaveBeenCalledWith(
        expect.objectContaining({ reason: 'Because' }),
      ),
    );
  });

  it.each<[string, PossibleAction[], string]>([
    [
      'another version comes',
      [possible('promote', { podHash: 'xyz' })],
      'The version under delivery was abc and is now xyz.',
    ],
    ['it is over', [], 'Nothing can be done to it any more.'],
    [
      'only the action is gone',
      [possible('abort')],
      'This cannot be done to it any more.',
    ],
  ])('stops the person who still reads when %s', async (_, actions, words) => {
    const api = show(paused, undefined, { later: { ...paused, actions } });
    await userEvent.click(await button('Promote'));
    act(() => screen.getByTestId('later').click());

    const dialog = within(screen.getByRole('dialog'));
    expect(await dialog.findByText(new RegExp(words))).toBeInTheDocument();
    // What the person was told does not change under their eyes.
    expect(dialog.getByText(/^Version abc/)).toBeInTheDocument();
    expect(dialog.getByRole('button', { name: 'Promote' })).toBeDisabled();
    expect(api.actOnDelivery).not.toHaveBeenCalled();
  });

  it('shows what the backend says of a stale click', async () => {
    show(paused, undefined, {
      act: async () => {
        throw await ResponseError.fromResponse(
          new Response(
            JSON.stringify({
              error: {
                name: 'ConflictError',
                message: 'Nothing was done. The version is another one.',
              },
              response: { statusCode: 409 },
            }),
            { status: 409, headers: { 'Content-Type': 'application/json' } },
          ),
        );
      },
    });
    await userEvent.click(await button('Promote'));
    await userEvent.click(
      within(screen.getByRole('dialog')).getByRole('button', {
        name: 'Promote',
      }),
    );

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Could not do this: promoteNothing was done. The version is another one. Somebody or something changed it meanwhile. Look at the new state, then decide again.',
    );
  });

  it('says why this person can do nothing', async () => {
    show(paused, {
      off: { reason: 'not-owner', message: 'Only its owners may steer it' },
      history: [],
    });

    expect(
      await screen.findByText('Only its owners may steer it.'),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Promote' }),
    ).not.toBeInTheDocument();
  });

  it('keeps silent where nobody asked for it', async () => {
    const api = show(paused, {
      off: { reason: 'disabled', message: 'It is off' },
      history: [],
    });
    await waitFor(() => expect(api.getDelivery).toHaveBeenCalled());

    expect(screen.queryByText(/It is off/)).not.toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Promote' }),
    ).not.toBeInTheDocument();
  });

  it('asks for nothing where no controller is steered', async () => {
    const api = show(noDelivery);
    await screen.findByTestId('later');

    expect(api.getDelivery).not.toHaveBeenCalled();
  });

  it('shows who did what, when and why', async () => {
    show(paused, {
      history: [
        event,
        {
          ...event,
          action: 'promote',
          reason: undefined,
          outcome: 'refused',
          message: 'Somebody was quicker',
        },
      ],
    });

    const table = await screen.findByRole('table', {
      name: 'History of this delivery',
    });
    const [, first, second] = within(table).getAllByRole('row');
    for (const text of [
      'user:default/jane',
      'Aborted',
      'abc, shop/checkout:2',
      'Errors at checkout',
      'Done',
    ]) {
      expect(first).toHaveTextContent(text);
    }
    expect(second).toHaveTextContent('Not done Somebody was quicker');
  });

  it.each([
    ['shop/checkout:2', 'Git still holds the aborted version'],
    ['shop/checkout:1', 'Git is back at the version that serves'],
    ['shop/checkout:9', 'Git holds another version than the one that serves'],
  ])('says what Git holds after an abort: %s', async (image, title) => {
    show(
      {
        ...paused,
        phase: 'Degraded',
        aborted: { reason: 'On request' },
        actions: [possible('retry', { aborted: true })],
      },
      {
        history: [event],
        git: { branch: 'main', file: 'apps/rollout.yaml', images: [image] },
      },
    );

    expect(await screen.findByText(title)).toBeInTheDocument();
    expect(
      screen.getByText(/apps\/rollout\.yaml on main says/),
    ).toBeInTheDocument();
  });
});
