import { render, screen, within } from '@testing-library/react';
import '@testing-library/jest-dom';
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
    ).toHaveTextContent('success-rateRunning0.98result >= 0.992 and 1');
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
          aborted: { reason: 'The success rate fell to 91 %.' },
        }}
      />,
    );

    expect(
      screen.getByText('The success rate fell to 91 %.'),
    ).toBeInTheDocument();
  });

  it('shows no empty tables when nothing manages the workload', () => {
    render(<DeliverySection delivery={noDelivery} />);

    expect(screen.getByText('No canary controller')).toBeInTheDocument();
    expect(screen.queryByRole('table')).not.toBeInTheDocument();
    expect(screen.queryByText('Versions')).not.toBeInTheDocument();
  });
});
