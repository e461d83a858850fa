import { render, screen } from '@testing-library/react';
import '@testing-library/jest-dom';
import { canaryDelivery } from '../__testUtils__/deliveries';
import { DeliverySection } from './DeliverySection';

describe('what a delivery tells besides', () => {
  it('is its experiments with their versions, and what these get', () => {
    render(
      <DeliverySection
        delivery={{
          ...canaryDelivery,
          experiments: [
            {
              name: 'checkout-2-0',
              phase: 'Running',
              message: 'All is well',
              versions: [
                {
                  name: 'baseline',
                  images: ['shop/checkout:1'],
                  pods: { ready: 1, wanted: 1 },
                  share: 5,
                },
                { name: 'canary', images: [], message: 'quota exceeded' },
              ],
              analysis: [],
            },
          ],
        }}
      />,
    );
    expect(
      screen.getByText(/: experiment checkout-2-0\. All is well/),
    ).toBeInTheDocument();
    expect(screen.getByRole('row', { name: /^baseline/ })).toHaveTextContent(
      'baselineshop/checkout:11 of 15 %',
    );
    expect(
      screen.getByRole('row', { name: /^canary Unknown/ }),
    ).toHaveTextContent('Unknown; quota exceeded');
  });

  it('is the pods that steps mean, and what is wrong with pods', () => {
    const [version, ...others] = canaryDelivery.versions;
    render(
      <DeliverySection
        delivery={{
          ...canaryDelivery,
          steps: [
            {
              text: 'set weight 10 %',
              state: 'current',
              pods: { canary: 1, stable: 5 },
            },
          ],
          versions: [
            {
              ...version,
              pods: { ready: 0, wanted: 1 },
              notReady: [
                {
                  name: 'checkout-abc-1',
                  status: 'ImagePullBackOff',
                  ready: 0,
                  containers: 1,
                  restarts: 0,
                },
              ],
            },
            ...others,
          ],
        }}
      />,
    );
    expect(
      screen.getByText(/set weight 10 % \(pods: 1 new, 5 stable\)/),
    ).toBeInTheDocument();
    expect(screen.getByText('0 of 1; ImagePullBackOff')).toBeInTheDocument();
  });

  it('is how many pods there are and are to be, and when its analysis starts', () => {
    render(
      <DeliverySection
        delivery={{
          ...canaryDelivery,
          pods: { desired: 5, current: 6, updated: 1, ready: 5, available: 5 },
          plannedPods: { canary: 1, stable: 5 },
          analysisFromStep: 1,
        }}
      />,
    );
    const valueOf = (name: string) =>
      screen.getByText(name).nextElementSibling?.textContent;
    expect(valueOf('Pods')).toBe('5 of 6 ready, 1 new');
    expect(valueOf('Pods planned now')).toBe('1 new, 5 stable');
    expect(valueOf('Analysis beside the steps')).toBe('From step 2 on');
  });
});
