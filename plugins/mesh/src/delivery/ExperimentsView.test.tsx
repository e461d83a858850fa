import { render, screen } from '@testing-library/react';
import '@testing-library/jest-dom';
import { canaryDelivery } from '../__testUtils__/deliveries';
import { DeliverySection } from './DeliverySection';

describe('the experiments of a delivery', () => {
  it('are shown with their versions, and what these get', () => {
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

  it('leave steps with the pods that they mean, and pods with their trouble', () => {
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
});
