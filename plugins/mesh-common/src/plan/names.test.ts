import {
  arrangeView,
  deployment,
  folder,
  gatewayPod,
  plan,
  service,
} from './__testUtils__/shop';
import { PlanError } from './PlanError';

const hosts = ['payment.example'];
const planFor = (
  workload: string,
  input: Parameters<typeof plan>[0],
): (() => unknown) => {
  const manifest = deployment.replace('name: payment', `name: "${workload}"`);
  return () =>
    plan(input, {
      target: { cluster: 'east', namespace: 'shop', workload },
      view: arrangeView({
        manifests: [manifest, service],
        others: [gatewayPod],
      }),
      files: new Map([
        [`${folder}/deployment.yaml`, manifest],
        [`${folder}/service.yaml`, service],
      ]),
    });
};

describe('a workload whose name would make one that a cluster refuses', () => {
  it.each([
    ['my.pay', { ingress: { hosts } }, /Gateway of my\.pay .*Istio takes none/],
    ['2048', { ingress: { hosts } }, /not digits alone/],
    ['a'.repeat(64), { ingress: { hosts } }, /at most 63/],
    [
      '2pay',
      { ingress: { api: 'gateway-api', hosts } },
      /2pay-istio.*a letter first/,
    ],
    ['my.pay', { ingress: { api: 'gateway-api', hosts } }, /my\.pay-istio/],
    [
      '2pay',
      { mesh: 'istio-ambient', traffic: { timeout: '1s' } },
      /2pay-waypoint/,
    ],
    [
      'my.pay',
      { mesh: 'istio-ambient', traffic: { timeout: '1s' } },
      /my\.pay-waypoint/,
    ],
  ] as const)('is told of: %s with %j', (workload, input, message) => {
    const planned = planFor(workload, input as Parameters<typeof plan>[0]);
    expect(planned).toThrow(PlanError);
    expect(planned).toThrow(message);
  });

  it.each(['my.pay', '2048', 'a'.repeat(100)])(
    'is planned for where nothing is called so: %s',
    workload => {
      expect(planFor(workload, { traffic: { timeout: '1s' } })).not.toThrow();
    },
  );
});
