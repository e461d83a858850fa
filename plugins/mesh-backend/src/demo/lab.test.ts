import { join, resolve } from 'node:path';
import {
  ClusterView,
  DeliveryStatus,
  evaluateTarget,
  findTargets,
} from '@onmesh/plugin-mesh-common';
import { readFileSync } from 'node:fs';
import { ManifestFolder } from '../clusters/ManifestFolder';

const examples = resolve(__dirname, '../../../../examples');

/** While the lab is looked at; its objects say what was a few hours before. */
const NOW = '2026-11-25T12:00:00Z';

describe('the lab, which shows deliveries in every state', () => {
  const views = new Map<string, ClusterView>();
  const problems: string[] = [];
  beforeAll(async () => {
    for (const cluster of ['lab-eu', 'lab-us']) {
      const folder = new ManifestFolder(join(examples, 'clusters', cluster));
      await folder.refresh();
      problems.push(...folder.problems());
      const objects = folder.objects();
      views.set(cluster, new ClusterView({ cluster, objects }));
    }
  });

  const statusOf = (cluster: string, workload: string) => {
    const view = views.get(cluster);
    if (!view) {
      throw new Error(`There is no cluster ${cluster}`);
    }
    return evaluateTarget({
      view,
      target: { cluster, namespace: 'lab', workload },
      catalogCallers: [],
      now: NOW,
    });
  };

  it.each<[string, string, Partial<DeliveryStatus>]>([
    [
      'search-service',
      'lab-eu',
      {
        controller: 'argo-rollouts',
        strategy: 'canary',
        phase: 'Progressing',
        step: expect.objectContaining({ index: 1, count: 4 }),
        weight: { wanted: 10, reported: 10, routed: 10 },
        analysis: [expect.objectContaining({ phase: 'Running' })],
        since: '2026-11-25T10:18:20Z',
      },
    ],
    [
      'search-service',
      'lab-us',
      {
        phase: 'Healthy',
        step: undefined,
        weight: undefined,
        since: '2026-11-24T16:20:00Z',
      },
    ],
    [
      'review-service',
      'lab-eu',
      {
        phase: 'Paused',
        pause: {
          reason: 'CanaryPauseStep',
          since: '2026-11-24T14:05:00Z',
          until: '2026-12-24T14:05:00Z',
        },
      },
    ],
    [
      'wishlist-service',
      'lab-eu',
      {
        phase: 'Progressing',
        message: expect.stringContaining('First deploy'),
        step: undefined,
        steps: [
          { text: 'set weight 25 %', state: 'skipped' },
          { text: 'pause until a person promotes', state: 'skipped' },
        ],
        versions: [expect.objectContaining({ pods: { ready: 2, wanted: 3 } })],
      },
    ],
    [
      'catalogue-service',
      'lab-eu',
      {
        strategy: 'blue-green',
        phase: 'Paused',
        pause: { reason: 'BlueGreenPause', since: '2026-11-25T09:30:00Z' },
        blueGreen: {
          activeService: 'catalogue-service',
          previewService: 'catalogue-service-preview',
          switchedBy: 'person',
        },
      },
    ],
    [
      'pricing-service',
      'lab-eu',
      {
        phase: 'Paused',
        rules: [
          expect.objectContaining({
            when: expect.stringContaining('x-canary-user'),
          }),
          expect.objectContaining({ default: true }),
        ],
      },
    ],
    [
      'offers-service',
      'lab-eu',
      {
        controller: 'flagger',
        phase: 'Paused',
        pause: {
          reason: 'confirm-promotion',
          since: '2026-11-25T10:02:00Z',
        },
        // Flagger reports 0 while it waits.
        weight: { reported: undefined, routed: 40 },
        gates: [
          {
            name: 'ask',
            type: 'confirm-promotion',
            state: 'waiting',
            ours: false,
            host: 'flagger-loadtester.lab',
          },
        ],
        checks: expect.objectContaining({
          failed: 1,
          reasons: [
            {
              at: '2026-11-25T09:55:00Z',
              message: 'success rate 98.12% < 99%',
            },
          ],
        }),
      },
    ],
  ])('has %s in %s', (workload, cluster, delivery) => {
    const status = statusOf(cluster, workload);

    expect(status.delivery).toMatchObject(delivery);
    expect(status.delivery.warnings).toEqual([]);
    expect(status.enrolment.state).toBe('enrolled');
    expect(
      status.findings.filter(({ severity }) => severity === 'error'),
    ).toEqual([]);
  });

  it('has no file that cannot be read', () => {
    expect(problems).toEqual([]);
  });

  it('has a catalog entity for everything that runs in it', () => {
    const apps = readFileSync(join(examples, 'catalog/lab.yaml'), 'utf8')
      .split('\n')
      .filter(line => line.includes('kubernetes-label-selector'))
      .map(line => line.split('=')[1]);
    const found = apps.flatMap(app =>
      [...views.values()].flatMap(view =>
        findTargets(view, {
          namespace: 'lab',
          selector: { matchLabels: { app } },
        }),
      ),
    );

    expect(
      found.map(({ cluster, workload }) => `${cluster}/${workload}`).sort(),
    ).toEqual([
      'lab-eu/catalogue-service',
      'lab-eu/offers-service',
      'lab-eu/pricing-service',
      'lab-eu/review-service',
      'lab-eu/search-service',
      'lab-eu/wishlist-service',
      'lab-us/search-service',
    ]);
  });
});
