import { render, screen, within } from '@testing-library/react';
import '@testing-library/jest-dom';
import { DeliveryStatus, TargetStatus } from '@onmesh/plugin-mesh-common';
import { canaryDelivery, noDelivery } from '../__testUtils__/deliveries';
import { targetStatus } from '../__testUtils__/targetStatus';
import { DeliveriesTable } from './DeliveriesTable';

const at = (cluster: string, delivery: DeliveryStatus): TargetStatus =>
  targetStatus(delivery, {
    target: { cluster, namespace: 'shop', workload: 'checkout' },
  });

describe('DeliveriesTable', () => {
  const cellsOf = (targets: TargetStatus[]) => {
    render(<DeliveriesTable targets={targets} />);
    return within(screen.getByRole('table'))
      .getAllByRole('row')
      .slice(1)
      .map(row =>
        [
          within(row).getByRole('rowheader'),
          ...within(row).getAllByRole('cell'),
        ].map(cell => cell.textContent),
      );
  };

  it('shows how far each cluster is, each by its own objects', () => {
    const healthy: DeliveryStatus = {
      ...canaryDelivery,
      phase: 'Healthy',
      step: undefined,
      weight: undefined,
      since: undefined,
      versions: [
        {
          role: 'stable',
          podHash: 'abc',
          images: ['registry:5000/shop/checkout:1.9@sha256:0123'],
        },
      ],
    };
    const rows = cellsOf([
      at('eu', { ...canaryDelivery, since: '2026-01-01T10:00:00Z' }),
      at('us', healthy),
      at('asia', noDelivery),
    ]);

    expect(rows.map(row => row.slice(0, -1))).toEqual([
      ['eu', 'shop/checkout', 'Argo Rollouts', '2', '2 of 3', '10 %', 'Paused'],
      ['us', 'shop/checkout', 'Argo Rollouts', '1.9', '', '', 'Healthy'],
      ['asia', 'shop/checkout', 'None', '', '', '', ''],
    ]);
    expect(rows.map(row => row.at(-1))).toEqual([
      expect.stringContaining('2026'),
      'Unknown',
      '',
    ]);
  });

  it('says it in three columns where there is no room', () => {
    render(<DeliveriesTable targets={[at('eu', canaryDelivery)]} short />);

    expect(screen.getAllByRole('row')[1]).toHaveTextContent(
      'eu2Paused, step 2 of 3, canary 10 %',
    );
  });

  it('tells a version without a tag by its digest or its hash', () => {
    const version = (images: string[]): DeliveryStatus => ({
      ...canaryDelivery,
      versions: [{ role: 'canary', podHash: 'abc', images }],
    });
    const rows = cellsOf([
      at('a', version(['registry:5000/checkout'])),
      at('b', version([`checkout@sha256:${'0'.repeat(64)}`])),
      at('c', version([])),
      at('d', { ...canaryDelivery, versions: [] }),
    ]);

    expect(rows.map(row => row[3])).toEqual([
      'registry:5000/checkout',
      'sha256:000000000000',
      'abc',
      'Unknown',
    ]);
  });
});
