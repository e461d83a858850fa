import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import '@testing-library/jest-dom';
import { FleetResponse } from '@onmesh/plugin-mesh-common';
import { fleetRow } from '../__testUtils__/fleetRow';
import { mockMeshApi, renderMeshPage } from '../__testUtils__/renderScreen';

const fleet = (clusters: FleetResponse['clusters']): FleetResponse => ({
  clusters,
  services: [
    fleetRow,
    {
      ...fleetRow,
      entityRef: 'component:default/ledger',
      title: 'Ledger',
      target: undefined,
      mesh: 'unknown',
      enrolment: 'unknown',
      mtls: 'unknown',
      access: 'unknown',
      delivery: undefined,
      findings: {},
      openRequestId: 'req-9',
    },
  ],
});

const healthy = [
  { cluster: 'prod', asOf: new Date().toISOString(), problems: [] },
];

const row = (name: RegExp) => screen.findByRole('row', { name });

describe('FleetPage', () => {
  it('counts what is known and keeps the unknown apart', async () => {
    renderMeshPage(
      '/mesh',
      mockMeshApi({ getFleet: async () => fleet(healthy) }),
    );

    expect(
      within(await row(/Checkout/)).getByText('2 warnings'),
    ).toBeInTheDocument();
    expect(
      within(await row(/Ledger/)).getAllByText('Unknown').length,
    ).toBeGreaterThanOrEqual(5);
    expect(within(await row(/Ledger/)).queryByText('None')).toBeNull();
    expect(screen.getAllByText('1 of 2 services')).toHaveLength(3);
  });

  it('does not call a service sound whose state could not be told', async () => {
    renderMeshPage(
      '/mesh',
      mockMeshApi({
        getFleet: async () => ({
          clusters: healthy,
          services: [{ ...fleetRow, enrolment: 'unknown', findings: {} }],
        }),
      }),
    );

    const checkout = within(await row(/Checkout/));
    expect(checkout.queryByText('None')).not.toBeInTheDocument();
    expect(checkout.getAllByText('Unknown')).toHaveLength(2);
  });

  it('leads to the tab of a service and to its open request', async () => {
    renderMeshPage(
      '/mesh',
      mockMeshApi({ getFleet: async () => fleet(healthy) }),
    );

    expect(
      await screen.findByRole('link', { name: 'Checkout' }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/component/checkout-service/mesh',
    );
    expect(screen.getByRole('link', { name: 'Open request' })).toHaveAttribute(
      'href',
      '/mesh/requests/req-9',
    );
  });

  it('narrows by state and says how many are left', async () => {
    renderMeshPage(
      '/mesh',
      mockMeshApi({ getFleet: async () => fleet(healthy) }),
    );

    await userEvent.selectOptions(
      await screen.findByLabelText('State'),
      'Enrolled',
    );

    expect(
      screen.queryByRole('link', { name: 'Ledger' }),
    ).not.toBeInTheDocument();
    expect(screen.getAllByText('1 of 2 services').length).toBeGreaterThan(0);
  });

  it('says which cluster cannot be read', async () => {
    renderMeshPage(
      '/mesh',
      mockMeshApi({
        getFleet: async () =>
          fleet([{ cluster: 'prod', problems: ['The token has expired.'] }]),
      }),
    );

    expect(
      await screen.findByText('Cluster prod is not fully known'),
    ).toBeInTheDocument();
    expect(screen.getByText('Never heard from.')).toBeInTheDocument();
    expect(screen.getByText('The token has expired.')).toBeInTheDocument();
  });
});
