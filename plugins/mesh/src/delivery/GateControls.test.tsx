import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import '@testing-library/jest-dom';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  DeliveryStatus,
  GatesResponse,
  GateStatus,
} from '@onmesh/plugin-mesh-common';
import { MeshApi, meshApiRef } from '../api/MeshApi';
import { MeshQueries } from '../queries/MeshQueries';
import { canaryDelivery, noDelivery } from '../__testUtils__/deliveries';
import { entityRef, target } from '../__testUtils__/checkout';
import { mockMeshApi } from '../__testUtils__/renderScreen';
import { GateControls } from './GateControls';

const seen = { checksum: '5c4d6696cf', since: '2026-01-01T10:00:00Z' };
const flagger: DeliveryStatus = { ...canaryDelivery, controller: 'flagger' };
const event = {
  at: '2026-01-01T10:05:00Z',
  by: 'user:default/jane',
  gate: 'confirm-promotion' as const,
  checksum: seen.checksum,
  until: '2026-01-02T10:05:00Z',
};
const gate = (changes: Partial<GateStatus> = {}): GateStatus => ({
  gate: 'confirm-promotion',
  waiting: true,
  revision: seen,
  ...changes,
});
const answer = (
  gates: GateStatus[],
  changes: Partial<GatesResponse> = {},
): GatesResponse => ({
  canary: 'checkout',
  gates,
  history: [],
  url: {
    createdAt: event.at,
    createdBy: event.by,
    askedAt: new Date().toISOString(),
  },
  ...changes,
});

function show(
  first: GatesResponse,
  more: Partial<MeshApi> = {},
  delivery = flagger,
) {
  const api = mockMeshApi({
    getGates: jest.fn().mockResolvedValue(first),
    approveGate: jest.fn().mockResolvedValue(first),
    withdrawGate: jest.fn().mockResolvedValue(first),
    ...more,
  });
  renderInTestApp(
    <MeshQueries>
      <GateControls entityRef={entityRef} target={target} delivery={delivery} />
    </MeshQueries>,
    { apis: [[meshApiRef, api]] },
  );
  return api;
}

const button = (name: string) => screen.findByRole('button', { name });

describe('GateControls', () => {
  it('lets a person approve what waits, and says what for', async () => {
    const api = show(answer([gate()]));
    await userEvent.click(await button('Approve promotion'));

    const dialog = screen.getByRole('dialog', {
      name: 'Promote the new version?',
    });
    expect(dialog).toHaveAccessibleDescription(
      'Flagger copies the new version to the workload that serves, and sends all requests to it. This is about version 5c4d6696cf (shop/checkout:2), and about no later version.',
    );
    await userEvent.type(
      within(dialog).getByLabelText('Reason (optional)'),
      'Looks well',
    );
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Approve promotion' }),
    );

    await waitFor(() =>
      expect(screen.getByText('Promotion approved.')).toHaveFocus(),
    );
    expect(api.approveGate).toHaveBeenCalledWith({
      entityRef,
      target,
      gate: 'confirm-promotion',
      seen,
      reason: 'Looks well',
    });
    expect(screen.getByText(/^Flagger last asked/)).toBeInTheDocument();
  });

  it('stops a person who reads while another version comes', async () => {
    const api = show(answer([gate()]));
    await userEvent.click(await button('Approve promotion'));
    (api.getGates as jest.Mock).mockResolvedValue(
      answer([gate({ revision: { ...seen, checksum: 'newer' } })]),
    );

    expect(
      await screen.findByText('It changed while you were reading', undefined, {
        timeout: 25_000,
      }),
    ).toBeInTheDocument();
    expect(
      within(screen.getByRole('dialog')).getByRole('button', {
        name: 'Approve promotion',
      }),
    ).toBeDisabled();
  });

  it('shows an approval, its history, and lets it be withdrawn', async () => {
    const api = show(
      answer([gate({ approval: event })], {
        history: [{ ...event, reason: 'Looks well' }],
      }),
    );
    await userEvent.click(
      await button('Withdraw the approval of the promotion'),
    );

    expect(
      await screen.findByText('Withdrawn. Flagger is refused from now on.'),
    ).toBeInTheDocument();
    expect(api.withdrawGate).toHaveBeenCalledWith({
      entityRef,
      target,
      gate: 'confirm-promotion',
    });
    expect(
      screen.queryByRole('button', { name: 'Approve promotion' }),
    ).not.toBeInTheDocument();
    expect(screen.getByRole('row', { name: /Looks well/ })).toHaveTextContent(
      'user:default/janePromotion approved5c4d6696cf',
    );
  });

  it('offers to take the new version back at any time, but no approval that nothing waits for', async () => {
    show(answer([gate({ waiting: false }), gate({ gate: 'rollback' })]));

    expect(await button('Take the new version back')).toBeEnabled();
    expect(
      screen.queryByRole('button', { name: 'Approve promotion' }),
    ).not.toBeInTheDocument();
  });

  it('says who may, to those who may not', async () => {
    const message = 'Only its owners may approve';
    show(answer([gate()], { off: { reason: 'not-owner', message } }));

    expect(await screen.findByText(message)).toBeInTheDocument();
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });

  it('makes the URLs that Flagger asks at, and shows them once', async () => {
    show(answer([], { url: undefined }), {
      makeGateUrls: jest.fn().mockResolvedValue({
        webhooks: [
          {
            name: 'onmesh-rollback',
            type: 'rollback',
            url: 'https://portal/api/mesh/gates/flagger/abc/rollback',
            timeout: '5s',
          },
        ],
      }),
    });
    await userEvent.click(await button('Make URLs for Flagger to ask at'));

    expect(await screen.findByText(/type: rollback/)).toHaveTextContent(
      'url: https://portal/api/mesh/gates/flagger/abc/rollback',
    );
  });

  it('says that Flagger asks with a URL of old', async () => {
    show(answer([gate({ problem: 'Make a new one.' })]));

    expect(await screen.findByText('Make a new one.')).toBeInTheDocument();
    expect(
      await button('Replace the URLs that Flagger asks at'),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Approve promotion' }),
    ).not.toBeInTheDocument();
  });

  it('asks nothing about deliveries that are not Flagger’s', () => {
    const api = show(answer([]), {}, noDelivery);

    expect(api.getGates).not.toHaveBeenCalled();
  });
});
