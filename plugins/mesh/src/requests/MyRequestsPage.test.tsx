import { screen } from '@testing-library/react';
import '@testing-library/jest-dom';
import { summary } from '../__testUtils__/request';
import { mockMeshApi, renderMeshPage } from '../__testUtils__/renderScreen';

describe('MyRequestsPage', () => {
  it('asks for the requests of the person who looks, and leads to each', async () => {
    const listRequests = jest.fn().mockResolvedValue({ items: [summary] });
    renderMeshPage('/mesh/requests', mockMeshApi({ listRequests }));

    expect(
      await screen.findByRole('link', { name: 'prod/shop/checkout' }),
    ).toHaveAttribute('href', '/mesh/requests/req-1');
    expect(screen.getByText('1 of 2: Join the mesh')).toBeInTheDocument();
    expect(listRequests).toHaveBeenCalledWith({
      requester: 'user:default/jane',
    });
  });

  it('says where to start when there is none', async () => {
    renderMeshPage(
      '/mesh/requests',
      mockMeshApi({ listRequests: async () => ({ items: [] }) }),
    );

    expect(
      await screen.findByText(/You have not submitted a request/),
    ).toBeInTheDocument();
  });
});
