import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import '@testing-library/jest-dom';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import {
  CallerVerdict,
  DecisionRequest,
  DecisionResponse,
} from '@onmesh/plugin-mesh-common';
import { MeshApi, meshApiRef } from '../api/MeshApi';
import { rootRouteRef } from '../routes';
import { noDelivery } from '../__testUtils__/deliveries';
import { entity, entityRef, target } from '../__testUtils__/checkout';
import { summary } from '../__testUtils__/request';
import { statusAnswer } from '../__testUtils__/statusAnswer';
import { targetStatus } from '../__testUtils__/targetStatus';
import { mockMeshApi } from '../__testUtils__/renderScreen';
import { EntityMesh } from './EntityMesh';

function renderTab(answers: Partial<MeshApi>) {
  return renderInTestApp(
    <EntityProvider entity={entity}>
      <EntityMesh />
    </EntityProvider>,
    {
      mountedRoutes: {
        '/mesh': rootRouteRef,
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
      apis: [[meshApiRef, mockMeshApi(answers)], mockApis.identity()],
    },
  );
}

const section = (name: string) => screen.findByRole('group', { name });

describe('EntityMesh', () => {
  it('answers whether the target is in the mesh, and by what', async () => {
    renderTab({
      getStatus: async () => statusAnswer([targetStatus(noDelivery)]),
    });

    const enrolment = within(await section('Is it in the mesh?'));
    expect(enrolment.getByText('Enrolled')).toBeInTheDocument();
    expect(enrolment.getByText('3 of 3, 2 ready')).toBeInTheDocument();
    expect(
      enrolment.getByText(/istio-injection = enabled/),
    ).toBeInTheDocument();
  });

  it('holds pods against what new ones get, and says which calls go through a waypoint', async () => {
    const status = targetStatus(noDelivery);
    renderTab({
      getStatus: async () =>
        statusAnswer([
          {
            ...status,
            enrolment: {
              ...status.enrolment,
              podGroups: [
                {
                  pods: ['a', 'b', 'c', 'd'],
                  now: {
                    mesh: 'istio-sidecar',
                    revision: '1-29',
                    native: true,
                  },
                  wanted: { mesh: 'istio-sidecar', revision: '1-30' },
                  ready: false,
                  needs: 'restart',
                  reason: 'Its sidecar is of revision 1-29.',
                },
              ],
            },
            waypoints: [
              {
                service: 'checkout',
                state: 'bound',
                waypoint: { namespace: 'shop', name: 'wp' },
                reason: 'Waypoint shop/wp serves.',
                pods: { total: 2, ready: 1 },
                ingress: false,
              },
              { state: 'none', reason: 'No label asks for a waypoint.' },
            ],
          },
        ]),
    });

    const enrolment = within(await section('Is it in the mesh?'));
    const pods = enrolment.getByRole('row', { name: /^a, b, c and 1 more/ });
    expect(pods).toHaveTextContent(
      'Istio (sidecar), native, revision 1-29, not ready',
    );
    expect(pods).toHaveTextContent('A restart: Its sidecar is of revision');
    const service = enrolment.getByRole('row', { name: /^Service checkout/ });
    expect(service).toHaveTextContent('Serves: shop/wp');
    expect(service).toHaveTextContent('1 of 2 ready');
    expect(service).toHaveTextContent('Come past it');
    expect(
      enrolment.getByRole('row', { name: /^Addresses of pods/ }),
    ).toHaveTextContent('None');
  });

  it('says where a rule is enforced, and what is lost of it there', async () => {
    const status = targetStatus(noDelivery);
    const [rule] = status.access.rules;
    renderTab({
      getStatus: async () =>
        statusAnswer([
          {
            ...status,
            access: {
              ...status.access,
              rules: [
                {
                  ...rule,
                  enforcedBy: 'ztunnel',
                  note: 'ztunnel cannot check methods.',
                },
              ],
            },
          },
        ]),
    });

    const access = within(await section('Who may call it?'));
    expect(access.getByText(/at ztunnel/)).toBeInTheDocument();
    expect(
      access.getByText('ztunnel cannot check methods.'),
    ).toBeInTheDocument();
  });

  it('names the object that decides about each port, and calls unknown unknown', async () => {
    renderTab({
      getStatus: async () => statusAnswer([targetStatus(noDelivery)]),
    });

    const mtls = within(await section('Is its traffic encrypted?'));
    const known = mtls.getByRole('row', { name: /8080 \(http\)/ });
    expect(within(known).getByText('mTLS only')).toBeInTheDocument();
    expect(known).toHaveTextContent('PeerAuthentication shop/default');
    expect(
      within(mtls.getByRole('row', { name: /9090/ })).getAllByText('Unknown'),
    ).toHaveLength(2);
  });

  it('says who may call, by which rule, and what enforcing would change', async () => {
    renderTab({
      getStatus: async () => statusAnswer([targetStatus(noDelivery)]),
    });

    const access = within(await section('Who may call it?'));
    expect(access.getByText('Closed by default')).toBeInTheDocument();
    expect(
      access.getByText(/shop\/frontend may GET.*not enforced/),
    ).toBeInTheDocument();
    expect(access.getByRole('row', { name: /^frontend/ })).toHaveTextContent(
      'observed traffic, catalog',
    );
    const ledger = access.getByRole('row', { name: /^ledger/ });
    expect(
      within(ledger).getByText('Denied: No rule names it.'),
    ).toBeInTheDocument();
  });

  it('tells what callers send; what fails cannot be overlooked and says why at once', async () => {
    const status = targetStatus(noDelivery);
    const [frontend] = status.access.callers;
    const callers: CallerVerdict[] = [
      frontend,
      {
        caller: {
          label: 'batch',
          namespace: 'batch',
          serviceAccount: 'batch',
        },
        sources: ['observed'],
        verdict: 'denied',
        reason: 'Its connections fail.',
        connections: [
          {
            ports: [
              { service: 'checkout', port: 80 },
              { service: 'checkout', port: 9090 },
            ],
            sends: 'plaintext',
            outcome: 'fails',
            reason: 'The caller sends plaintext, which the endpoint refuses.',
            evidence: [
              {
                kind: 'DestinationRule',
                namespace: 'batch',
                name: 'checkout',
                field: 'spec.trafficPolicy.tls.mode',
                value: 'DISABLE',
              },
            ],
          },
        ],
      },
      {
        caller: { label: 'scraper' },
        sources: ['catalog'],
        verdict: 'allowed',
        reason: 'Anybody may.',
      },
    ];
    renderTab({
      getStatus: async () =>
        statusAnswer([{ ...status, access: { ...status.access, callers } }]),
    });

    const mtls = within(await section('Is its traffic encrypted?'));
    expect(mtls.getByRole('alert')).toHaveTextContent(
      'A known caller cannot connect',
    );
    expect(mtls.getByRole('alert')).toHaveTextContent(
      'batch (checkout:80, checkout:9090)',
    );
    expect(mtls.getAllByRole('listitem').map(item => item.textContent)).toEqual(
      ['Fails: 1 caller', 'mTLS: 1 caller'],
    );

    const access = within(await section('Who may call it?'));
    const failing = access.getByRole('row', { name: /^batch/ });
    expect(
      within(failing).getByText('Fails (checkout:80, checkout:9090)'),
    ).toBeVisible();
    expect(
      within(failing).getByText(/which the endpoint refuses/),
    ).toBeVisible();
    expect(failing).toHaveTextContent(
      'DestinationRule batch/checkout spec.trafficPolicy.tls.mode = DISABLE',
    );

    const working = within(access.getByRole('row', { name: /^frontend/ }));
    const why = working.getByText(/and the endpoint accepts it/);
    expect(why).not.toBeVisible();
    await userEvent.click(working.getByText('Why'));
    expect(why).toBeVisible();
    expect(access.getByRole('row', { name: /^scraper/ })).toHaveTextContent(
      'No Service leads here',
    );
  });

  it('tells where requests go, what leads nowhere, and what is not known', async () => {
    renderTab({
      getStatus: async () => statusAnswer([targetStatus(noDelivery)]),
    });

    const routes = within(await section('Where does its traffic go?'));
    const [, first, second, tcp] = routes.getAllByRole('row');
    expect(first).toHaveTextContent('if path starts with /v2');
    expect(within(first).getByText('Leads nowhere: 503')).toBeInTheDocument();
    for (const text of [
      'checkout:80 (http)',
      'shop, web',
      '80 % checkout.shop:80, subset stable',
      '20 % checkout.shop:80, subset canary',
      '3s, no retries',
      'at most 100 connections',
      'VirtualService shop/checkout spec.http[1]',
    ]) {
      expect(second).toHaveTextContent(text);
    }
    expect(within(second).queryByText(/nowhere/)).not.toBeInTheDocument();
    expect(within(tcp).getAllByText('Unknown')).toHaveLength(4);
    expect(tcp).toHaveTextContent('not evaluated yet');
    expect(
      routes.getByText(/VirtualService shop\/younger .* no effect/),
    ).toBeInTheDocument();
  });

  it.each([
    ['Unknown: routes were not looked at.', undefined],
    ['No Service leads to this workload.', []],
  ])('says of routes: %s', async (expected, routes) => {
    renderTab({
      getStatus: async () =>
        statusAnswer([targetStatus(noDelivery, { routes })]),
    });

    expect(
      within(await section('Where does its traffic go?')).getByText(expected),
    ).toBeInTheDocument();
  });

  it('lists findings, most severe first', async () => {
    renderTab({
      getStatus: async () => statusAnswer([targetStatus(noDelivery)]),
    });

    const findings = within(await section('What is wrong?'));
    expect(
      findings.getAllByRole('listitem').map(item => item.textContent),
    ).toEqual([
      expect.stringMatching(/^Error ONM0001/),
      expect.stringMatching(/^Note ONM0002/),
    ]);
  });

  it('does not call it sound when parts of the cluster could not be read', async () => {
    renderTab({
      getStatus: async () =>
        statusAnswer([targetStatus(noDelivery, { findings: [] })], {
          clusters: [
            {
              cluster: 'prod',
              asOf: new Date().toISOString(),
              problems: ['AuthorizationPolicies cannot be read.'],
            },
          ],
        }),
    });

    expect(
      await screen.findByText('Cluster prod is not fully known'),
    ).toBeInTheDocument();
    expect(
      within(await section('What is wrong?')).getByText(/^Unknown: nothing/),
    ).toBeInTheDocument();
  });

  it('offers to onboard a target that is outside, and says what is missing', async () => {
    renderTab({
      getStatus: async () =>
        statusAnswer([
          targetStatus(noDelivery, {
            mesh: 'none',
            enrolment: {
              state: 'not-enrolled',
              pods: { total: 3, withProxy: 0, withReadyProxy: 0 },
              reason: 'No label asks for a sidecar.',
              missing: ['Namespace shop needs the label istio-injection.'],
            },
          }),
        ]),
    });

    expect(await screen.findByText('Not enrolled')).toBeInTheDocument();
    expect(
      screen.getByText('Namespace shop needs the label istio-injection.'),
    ).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Onboard' })).toHaveAttribute(
      'href',
      `/mesh/onboard?${new URLSearchParams({
        entityRef,
        target: 'prod/shop/checkout',
      })}`,
    );
    expect(
      screen.queryByRole('button', { name: 'Leave the mesh' }),
    ).not.toBeInTheDocument();
  });

  it('leads to the request that is under way', async () => {
    renderTab({
      getStatus: async () =>
        statusAnswer([targetStatus(noDelivery)], { openRequests: [summary] }),
    });

    expect(
      await screen.findByRole('link', { name: 'Open the request' }),
    ).toHaveAttribute('href', '/mesh/requests/req-1');
  });

  it('shows what was looked for when no workload matches', async () => {
    renderTab({ getStatus: async () => statusAnswer([]) });

    const empty = within(
      await screen.findByRole('region', { name: 'No workload was found' }),
    );
    expect(
      empty.getByText('backstage.io/kubernetes-id=checkout'),
    ).toBeInTheDocument();
    expect(empty.getByText('All namespaces')).toBeInTheDocument();
    expect(empty.getByText('prod')).toBeInTheDocument();
  });

  it('tries one request and shows which policy decided', async () => {
    const answer: DecisionResponse = {
      verdict: 'denied',
      reason: 'No rule names shop/batch.',
      trace: [
        {
          evidence: {
            kind: 'AuthorizationPolicy',
            namespace: 'shop',
            name: 'checkout',
          },
          action: 'ALLOW',
          dryRun: false,
          matched: 'no',
          why: 'The principal differs.',
        },
      ],
      goesTo: {
        state: 'known',
        reason: 'VirtualService shop/checkout sends it there.',
        shares: [
          { version: 'v1', percent: 90 },
          { version: 'v2', percent: 10 },
        ],
      },
    };
    const decide = jest.fn<Promise<DecisionResponse>, [DecisionRequest]>();
    decide.mockResolvedValue(answer);
    renderTab({
      decide,
      getStatus: async () => statusAnswer([targetStatus(noDelivery)]),
    });

    await userEvent.type(await screen.findByLabelText('Caller'), 'shop/batch');
    await userEvent.type(screen.getByLabelText('Port'), '8080');
    await userEvent.type(screen.getByLabelText('Headers'), 'x-canary: true');
    await userEvent.click(screen.getByRole('button', { name: 'Ask' }));

    expect(
      await screen.findByText(/Denied: No rule names shop\/batch\./),
    ).toBeInTheDocument();
    expect(screen.getByText('The principal differs.')).toBeInTheDocument();
    expect(
      screen.getByText(
        'Goes to: v1 90 %, v2 10 %. VirtualService shop/checkout sends it there.',
      ),
    ).toBeInTheDocument();
    expect(decide).toHaveBeenCalledWith({
      entityRef,
      target,
      from: 'shop/batch',
      port: 8080,
      headers: { 'x-canary': 'true' },
    });
  });

  it('says what could not be read', async () => {
    renderTab({
      getStatus: async () => {
        throw new Error('the portal is away');
      },
    });

    expect(
      await screen.findByText(
        'Could not read the mesh status of checkout-service',
      ),
    ).toBeInTheDocument();
  });
});
