import { render, screen, within } from '@testing-library/react';
import '@testing-library/jest-dom';
import { DeliveryStatus } from '@onmesh/plugin-mesh-common';
import { canaryDelivery, noDelivery } from '../__testUtils__/deliveries';
import { DeliverySection } from './DeliverySection';

describe('DeliverySection', () => {
  it('says which step the canary is at and what traffic it is known to get', () => {
    render(<DeliverySection delivery={canaryDelivery} />);

    expect(
      screen.getByText('Paused, step 2 of 3, canary 10 %'),
    ).toBeInTheDocument();
    const steps = within(screen.getByRole('list', { name: 'Canary steps' }));
    expect(
      steps
        .getAllByRole('listitem')
        .map(item => [item.textContent, item.getAttribute('aria-current')]),
    ).toEqual([
      ['Done: set weight 10 %', null],
      ['Now: pause until a person promotes', 'step'],
      ['Ahead: set weight 50 %', null],
    ]);
  });

  it('keeps the wanted, the reported and the routed weight apart, and calls a missing one unknown', () => {
    render(<DeliverySection delivery={canaryDelivery} />);

    const valueOf = (name: string) =>
      screen.getByText(name).nextElementSibling?.textContent;
    expect(valueOf('Weight wanted by the steps')).toBe('10 %');
    expect(valueOf('Weight reported by the controller')).toBe('10 %');
    expect(valueOf('Weight routed by the mesh')).toBe('Unknown');
  });

  it('does not turn pods and shares that could not be read into zeroes', () => {
    render(<DeliverySection delivery={canaryDelivery} />);

    const stable = screen.getByRole('row', { name: /^stable/ });
    expect(within(stable).getAllByText('Unknown')).toHaveLength(2);
    expect(
      screen.getByRole('row', { name: /^canary \(revision 4\)/ }),
    ).toHaveTextContent('1 of 1');
  });

  it('shows what was measured and against which condition', () => {
    render(<DeliverySection delivery={canaryDelivery} />);

    expect(
      screen.getByRole('row', { name: /^success-rate/ }),
    ).toHaveTextContent(
      'success-rateRunning0.98No numbersresult >= 0.992 and 1',
    );
  });

  it('draws the measurements, and says them', () => {
    const [analysis] = canaryDelivery.analysis;
    const series = {
      metric: 'success-rate',
      lines: [
        {
          name: '',
          points: [
            { at: '2026-01-01T00:00:00Z', value: 1, phase: 'Successful' },
            { at: '2026-01-01T00:01:00Z', value: 0.98, phase: 'Failed' },
          ],
        },
      ],
      thresholds: [],
    };
    const metrics = [{ ...analysis.metrics[0], series }];
    render(
      <DeliverySection
        delivery={{ ...canaryDelivery, analysis: [{ ...analysis, metrics }] }}
      />,
    );

    expect(
      screen.getByRole('img', { name: '2 measurements, 0.98 to 1' }),
    ).toBeInTheDocument();
  });

  it('says why it waits, and for whom', () => {
    render(
      <DeliverySection
        delivery={{ ...canaryDelivery, pause: { reason: 'CanaryPauseStep' } }}
      />,
    );

    expect(
      screen.getByText(
        'A step of the canary says to wait. It waits for a person.',
      ),
    ).toBeInTheDocument();
  });

  it('says why it was aborted', () => {
    render(
      <DeliverySection
        delivery={{
          ...canaryDelivery,
          phase: 'Degraded',
          step: undefined,
          message: 'RolloutAborted: the success rate fell',
          aborted: { reason: 'The success rate fell to 91 %.' },
        }}
      />,
    );

    expect(
      screen.getByText('The success rate fell to 91 %.'),
    ).toBeInTheDocument();
    // Once is enough.
    expect(screen.queryByText(/RolloutAborted/)).not.toBeInTheDocument();
  });

  it('does not call steps done that a first deploy skips', () => {
    render(
      <DeliverySection
        delivery={{
          ...canaryDelivery,
          steps: [{ text: 'set weight 10 %', state: 'skipped' }],
        }}
      />,
    );

    expect(screen.getByText('Skipped: set weight 10 %')).toBeInTheDocument();
  });

  it('says nothing of a weight that Flagger does not keep while it waits', () => {
    const show = (controller: DeliveryStatus['controller']) =>
      render(
        <DeliverySection
          delivery={{ ...canaryDelivery, controller, weight: { routed: 40 } }}
        />,
      );
    const { unmount } = show('flagger');
    const reported = 'Weight reported by the controller';
    expect(screen.queryByText(reported)).not.toBeInTheDocument();
    unmount();

    show('argo-rollouts');
    expect(screen.getByText(reported).nextElementSibling).toHaveTextContent(
      'Unknown',
    );
  });

  it('says which approval a delivery by Flagger waits for, and why checks failed', () => {
    render(
      <DeliverySection
        delivery={{
          ...canaryDelivery,
          controller: 'flagger',
          weight: { routed: 30 },
          pause: { reason: 'confirm-promotion' },
          gates: [
            {
              name: 'ask',
              type: 'confirm-promotion',
              state: 'waiting',
              ours: false,
              host: 'gate.test',
            },
            { name: 'undo', type: 'rollback', state: 'idle', ours: false },
          ],
          checks: {
            failed: 2,
            threshold: 5,
            reasons: [{ message: 'success rate 98.00% < 99%' }],
          },
          mirrored: true,
        }}
      />,
    );

    expect(
      screen.getByText(
        'The new version needs an approval to be promoted. It waits for a person.',
      ),
    ).toBeInTheDocument();
    const items = (name: string) =>
      within(screen.getByRole('list', { name }))
        .getAllByRole('listitem')
        .map(item => item.textContent);
    expect(items('Approval gates')).toEqual([
      'Waiting for an answer: approval to promote (ask). It is given at gate.test and not here.',
      'Not waiting: a yes takes the new version back (undo). Who gives it is not known.',
    ]);
    expect(items('Why checks failed')).toEqual(['success rate 98.00% < 99%']);
    expect(
      screen.getByText('2 checks failed. At 5 the new version is taken back.'),
    ).toBeInTheDocument();
    expect(
      screen.queryByText('Weight wanted by the steps'),
    ).not.toBeInTheDocument();
  });

  it('says which requests go to which version, and which get an error', () => {
    const rule = { unreachable: false, estimate: false, shadow: [] };
    render(
      <DeliverySection
        delivery={{
          ...canaryDelivery,
          controller: 'routes',
          versions: [
            {
              role: 'version',
              name: 'v2',
              podHash: 'v2',
              images: [],
              share: 0,
            },
          ],
          rules: [
            {
              ...rule,
              rule: 0,
              when: 'if header x-canary-user = true',
              default: false,
              shares: [{ version: 'v2', percent: 100 }],
              shadow: [{ version: 'v3', percent: 5 }],
            },
            {
              ...rule,
              rule: 1,
              when: 'all other requests',
              default: true,
              shares: [
                { version: 'v1', percent: 90 },
                { error: 'subsetNotFound', status: 503, percent: 10 },
              ],
            },
            { ...rule, rule: 2, when: 'if path = /x', default: false },
          ],
        }}
      />,
    );

    const cells = (name: RegExp) =>
      within(screen.getByRole('row', { name }))
        .getAllByRole('cell')
        .map(cell => cell.textContent);
    expect(cells(/^if header/).slice(-2)).toEqual(['v2 100 %', 'v3 5 %']);
    expect(cells(/^all other/).slice(-2)).toEqual([
      'v1 90 %, an error (503) 10 %',
      'None',
    ]);
    expect(cells(/^if path/).slice(-2)).toEqual(['Unknown', 'None']);
    expect(screen.getByRole('row', { name: /^v2/ })).toBeInTheDocument();
  });

  it('says what the metrics show of versions that routes tell apart, and nothing where names are not those of the metrics', () => {
    const version = (name: string) => ({
      role: 'version' as const,
      name,
      podHash: name,
      images: [],
    });
    const observed = [
      {
        version: 'v1',
        requestsPerSecond: 9,
        share: 0.9,
        successRate: 0.995,
        p99Ms: 80.4,
      },
    ];
    const delivery: DeliveryStatus = {
      ...canaryDelivery,
      controller: 'routes',
      versions: [version('v1'), version('v2')],
    };
    const { rerender } = render(
      <DeliverySection delivery={delivery} observed={observed} />,
    );
    const seen = (name: RegExp) =>
      within(screen.getByRole('row', { name })).getAllByRole('cell').at(-1)
        ?.textContent;
    expect(seen(/^v1/)).toBe('90 %, 99.5 % without a server error, p99 80 ms');
    expect(seen(/^v2/)).toBe('No request');

    rerender(<DeliverySection delivery={canaryDelivery} observed={observed} />);
    expect(screen.queryByText('Seen in the metrics')).not.toBeInTheDocument();
  });

  it('says how a blue-green switch goes', () => {
    render(
      <DeliverySection
        delivery={{
          ...canaryDelivery,
          strategy: 'blue-green',
          weight: undefined,
          blueGreen: { activeService: 'checkout', switchedBy: 'person' },
        }}
      />,
    );

    const valueOf = (name: string) =>
      screen.getByText(name).nextElementSibling?.textContent;
    expect(valueOf('Active service')).toBe('checkout');
    expect(valueOf('Preview service')).toBe('None');
    expect(valueOf('Switched')).toBe('By a person');
  });

  it('shows no empty tables when nothing manages the workload', () => {
    render(<DeliverySection delivery={noDelivery} />);

    expect(screen.getByText('No canary controller')).toBeInTheDocument();
    expect(screen.queryByRole('table')).not.toBeInTheDocument();
    expect(screen.queryByText('Versions')).not.toBeInTheDocument();
  });
});
