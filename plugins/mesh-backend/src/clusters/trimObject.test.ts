import { KubernetesObject } from '@onmesh/plugin-mesh-common';
import { trimObject } from './trimObject';

const secret = { env: [{ name: 'TOKEN', value: 'a-secret' }] };

const object = (kind: string, rest: object): KubernetesObject =>
  ({
    apiVersion: 'v1',
    kind,
    metadata: { name: 'orders', namespace: 'shop' },
    ...rest,
  }) as KubernetesObject;

describe('trimObject', () => {
  it('keeps why a container does not run, and nothing that its program wrote', () => {
    const text = JSON.stringify(
      trimObject(
        object('Pod', {
          status: {
            phase: 'Pending',
            containerStatuses: [
              {
                name: 'app',
                ready: false,
                restartCount: 3,
                state: {
                  waiting: { reason: 'CrashLoopBackOff', message: 'a-secret' },
                },
                lastState: { terminated: { message: 'a-secret' } },
              },
            ],
          },
        }),
      ),
    );
    expect(text).toContain('"restartCount":3');
    expect(text).toContain('CrashLoopBackOff');
    expect(text).not.toContain('a-secret');
  });

  it('keeps the images of an experiment and no environment', () => {
    const container = { name: 'app', image: 'orders:2', ...secret };
    const text = JSON.stringify(
      trimObject(
        object('Experiment', {
          spec: {
            templates: [
              {
                name: 'canary',
                template: { spec: { containers: [container] } },
              },
            ],
          },
        }),
      ),
    );
    expect(text).toContain('orders:2');
    expect(text).not.toContain('a-secret');
  });
});
