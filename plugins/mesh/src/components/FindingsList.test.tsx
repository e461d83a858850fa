import { Finding } from '@onmesh/plugin-mesh-common';
import { screen, within } from '@testing-library/react';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { FindingsList } from './FindingsList';

const finding = (rest: Partial<Finding>): Finding => ({
  code: 'ONM0101',
  severity: 'info',
  message: 'It is so.',
  action: 'Do this.',
  ...rest,
});

describe('findings', () => {
  it('are shown most severe first, with what to do and where more is written', async () => {
    await renderInTestApp(
      <FindingsList
        empty="Nothing."
        findings={[
          finding({}),
          finding({
            code: 'IST0109',
            severity: 'error',
            link: 'https://istio.io/latest/docs/reference/config/analysis/ist0109/',
          }),
        ]}
      />,
    );
    const [first, second] = screen.getAllByRole('listitem');
    expect(first.textContent).toContain('IST0109: It is so.Do this.');
    expect(
      within(first)
        .getByRole('link', { name: /More about IST0109/ })
        .getAttribute('href'),
    ).toBe('https://istio.io/latest/docs/reference/config/analysis/ist0109/');
    expect(within(second).queryByRole('link')).toBeNull();
  });
});
