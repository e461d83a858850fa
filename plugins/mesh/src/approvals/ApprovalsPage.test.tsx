import { screen } from '@testing-library/react';
import '@testing-library/jest-dom';
import { summary } from '../__testUtils__/request';
import { mockMeshApi, renderMeshPage } from '../__testUtils__/renderScreen';

describe('ApprovalsPage', () => {
  it('lists what waits for a review, the riskiest first', async () => {
    const listRequests = jest.fn().mockResolvedValue({
      items: [
        {
          ...summary,
          id: 'req-2',
          risk: 'low',
          target: { ...summary.target, workload: 'ledger' },
        },
        summary,
      ],
    });
    renderMeshPage('/mesh/approvals', mockMeshApi({ listRequests }));

    await screen.findByText('High risk');
    const targets = screen
      .getAllByRole('rowheader')
      .map(cell => cell.textContent);

    expect(targets).toEqual(['prod/shop/checkout', 'prod/shop/ledger']);
    expect(listRequests).toHaveBeenCalledWith({ state: 'submitted' });
  });

  it('says that nothing waits', async () => {
    renderMeshPage(
      '/mesh/approvals',
      mockMeshApi({ listRequests: async () => ({ items: [] }) }),
    );

    expect(
      await screen.findByText('No request waits for approval.'),
    ).toBeInTheDocument();
  });
});
