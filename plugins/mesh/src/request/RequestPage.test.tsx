import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import '@testing-library/jest-dom';
import { plan } from '../__testUtils__/plan';
import { profile } from '../__testUtils__/profile';
import { requestAnswer } from '../__testUtils__/request';
import { mockMeshApi, renderMeshPage } from '../__testUtils__/renderScreen';

const path = '/mesh/requests/req-1';

describe('RequestPage', () => {
  it('shows where the request stands, its stages, their effects and its history', async () => {
    renderMeshPage(
      path,
      mockMeshApi({ getRequest: async () => requestAnswer() }),
    );

    expect(await screen.findByText('Waits for approval')).toBeInTheDocument();
    expect(
      screen.getByRole('heading', { name: '1. Join the mesh' }),
    ).toBeInTheDocument();
    expect(screen.getByText('Loses access: 1 caller')).toBeInTheDocument();
    expect(
      screen.getByText(/batch-import: Allowed → Denied/),
    ).toBeInTheDocument();
    expect(
      screen.getByText('Every pod has a ready proxy.'),
    ).toBeInTheDocument();
    const history = screen.getByRole('table', {
      name: 'History of this request',
    });
    expect(within(history).getByText('user:default/jane')).toBeInTheDocument();
  });

  it('approves with the version and the plan that were on the screen', async () => {
    const act = jest
      .fn()
      .mockResolvedValue(requestAnswer({ state: 'queued', version: 8 }));
    renderMeshPage(
      path,
      mockMeshApi({
        getRequest: async () => requestAnswer({}, ['approve', 'reject']),
        act,
      }),
    );

    await userEvent.click(
      await screen.findByRole('button', { name: 'Approve' }),
    );

    expect(act).toHaveBeenCalledWith('req-1', 'approve', {
      version: 7,
      planHash: 'abc123',
    });
    expect(
      await screen.findAllByText('Pull request being prepared'),
    ).not.toHaveLength(0);
    await waitFor(() =>
      expect(screen.getByText('Approve: done.')).toHaveFocus(),
    );
  });

  it('rejects only with a reason', async () => {
    const act = jest
      .fn()
      .mockResolvedValue(
        requestAnswer({ state: 'rejected', message: 'Not this week.' }),
      );
    renderMeshPage(
      path,
      mockMeshApi({
        getRequest: async () => requestAnswer({}, ['approve', 'reject']),
        act,
      }),
    );

    await userEvent.click(
      await screen.findByRole('button', { name: 'Reject' }),
    );
    const dialog = await screen.findByRole('dialog', {
      name: 'Reject this request',
    });
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Reject' }),
    );
    expect(within(dialog).getByText('Say why.')).toBeInTheDocument();
    expect(act).not.toHaveBeenCalled();

    await userEvent.type(within(dialog).getByRole('textbox'), 'Not this week.');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Reject' }),
    );

    expect(act).toHaveBeenCalledWith('req-1', 'reject', {
      version: 7,
      reason: 'Not this week.',
    });
    expect(await screen.findByText('Rejected')).toBeInTheDocument();
  });

  it('goes on without knowing only with a reason, and says who can when one may not', async () => {
    const act = jest.fn().mockResolvedValue(requestAnswer({ state: 'queued' }));
    const waiting = {
      state: 'verifying' as const,
      gates: [
        {
          id: 'traffic-is-observed' as const,
          state: 'waiting' as const,
          unknown: true as const,
          reason: 'No metrics could be read.',
        },
      ],
    };
    const getRequest = jest
      .fn()
      .mockResolvedValue(requestAnswer(waiting, ['accept-unknown']));
    const { unmount } = renderMeshPage(path, mockMeshApi({ getRequest, act }));

    await userEvent.click(
      await screen.findByRole('button', { name: 'Go on without knowing' }),
    );
    const dialog = await screen.findByRole('dialog', {
      name: 'Go on without knowing',
    });
    await userEvent.type(within(dialog).getByRole('textbox'), 'Night job.');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Go on' }),
    );

    expect(act).toHaveBeenCalledWith('req-1', 'accept-unknown', {
      version: 7,
      reason: 'Night job.',
    });

    unmount();
    getRequest.mockResolvedValue(requestAnswer(waiting, []));
    renderMeshPage(path, mockMeshApi({ getRequest }));
    expect(
      await screen.findByText(/other than the requester, can accept that/),
    ).toBeInTheDocument();
  });

  it('offers nothing that is not allowed', async () => {
    renderMeshPage(
      path,
      mockMeshApi({ getRequest: async () => requestAnswer({}, ['withdraw']) }),
    );

    expect(
      await screen.findByRole('button', { name: 'Withdraw' }),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/other than the requester, reviews it/),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Approve' }),
    ).not.toBeInTheDocument();
  });

  it('says why a request is blocked, which gate failed, and shows the pull request as Git does', async () => {
    const getDiff = jest.fn().mockResolvedValue({
      diff: 'diff --git a/x.yaml b/x.yaml\nindex 1..2 100644\n--- a/x.yaml\n+++ b/x.yaml\n@@ -1 +1 @@\n-mode: PERMISSIVE\n+mode: STRICT\n',
      branch: 'onmesh/req-1/1',
      commit: '0123456789abcdef',
    });
    renderMeshPage(
      path,
      mockMeshApi({
        getDiff,
        getRequest: async () =>
          requestAnswer({
            state: 'blocked',
            message: 'One pod has no proxy. Restart it.',
            pullRequests: [
              {
                stageIndex: 0,
                attempt: 1,
                branch: 'onmesh/req-1/1',
                number: 12,
                url: 'https://git.example.com/pulls/12',
                state: 'merged',
                headCommit: '0123456789abcdef',
              },
            ],
            gates: [
              {
                id: 'every-pod-has-a-ready-proxy',
                state: 'failed',
                reason: '2 of 3 pods have a ready proxy.',
              },
            ],
          }),
      }),
    );

    expect(
      await screen.findByText('One pod has no proxy. Restart it.'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/Failed: 2 of 3 pods have a ready proxy\./),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: /Pull request #12/ }),
    ).toHaveAttribute('href', 'https://git.example.com/pulls/12');
    expect(await screen.findByLabelText('Changes of x.yaml')).toHaveTextContent(
      'mode: STRICT',
    );
  });

  it('takes back what was merged: shows what that would do, asks why, and leads to the request for it', async () => {
    const merged = {
      stageIndex: 0,
      attempt: 1,
      branch: 'mesh/checkout-req-1',
      state: 'merged' as const,
    };
    const old = requestAnswer({ state: 'blocked', pullRequests: [merged] }, [
      'take-back',
    ]);
    const made = requestAnswer({ id: 'req-2', reverts: 'req-1' });
    const act = jest.fn().mockResolvedValue(made);
    renderMeshPage(
      path,
      mockMeshApi({
        act,
        getDiff: jest.fn().mockRejectedValue(new Error('no diff')),
        getRequest: async id => (id === 'req-1' ? old : made),
        previewTakeBack: async () => ({
          plan,
          planHash: 'def456',
          profile: { ...profile, mesh: 'none' },
        }),
      }),
    );

    const button = await screen.findByRole('button', { name: 'Take back' });
    await userEvent.click(button);
    const panel = await screen.findByRole('region', { name: 'Take back' });
    expect(
      await within(panel).findByText(/so the service leaves the mesh/),
    ).toBeVisible();
    expect(
      within(panel).getByText(/none of its other stages is proposed any more/),
    ).toBeVisible();
    expect(
      within(panel).getByText(/batch-import: Allowed → Denied/),
    ).toBeInTheDocument();
    const submit = within(panel).getByRole('button', {
      name: 'Submit for approval',
    });
    await userEvent.click(submit);
    const reason = within(panel).getByLabelText(/Reason, for the reviewer/);
    expect(reason).toHaveFocus();
    expect(reason).toHaveAccessibleDescription('Say why.');
    expect(act).not.toHaveBeenCalled();

    await userEvent.type(reason, 'Carts were slow.');
    await userEvent.click(submit);

    expect(act).toHaveBeenCalledWith('req-1', 'take-back', {
      version: 7,
      planHash: 'def456',
      reason: 'Carts were slow.',
    });
    await waitFor(() =>
      expect(screen.getByTestId('address')).toHaveTextContent(
        '/mesh/requests/req-2',
      ),
    );
    expect(
      await screen.findByRole('heading', { name: /^Take back: / }),
    ).toHaveFocus();
    expect(screen.getByRole('link', { name: 'request req-1' })).toHaveAttribute(
      'href',
      path,
    );
  });

  it('closes the preview of a take-back and gives the focus back', async () => {
    renderMeshPage(
      path,
      mockMeshApi({
        getRequest: async () => requestAnswer({ state: 'done' }, ['take-back']),
        previewTakeBack: async () => ({
          plan,
          planHash: 'def456',
          profile,
          returnsTo: { id: 'req-0', state: 'withdrawn' },
        }),
      }),
    );
    const button = await screen.findByRole('button', { name: 'Take back' });
    await userEvent.click(button);
    expect(
      await screen.findByText(/Not all stages of that one were merged/),
    ).toBeVisible();
    expect(screen.getByRole('link', { name: 'request req-0' })).toBeVisible();
    expect(screen.queryByText(/none of its other stages/)).toBeNull();

    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));

    expect(screen.queryByRole('region', { name: 'Take back' })).toBeNull();
    expect(button).toHaveFocus();
    expect(button).toHaveAttribute('aria-expanded', 'false');
  });

  it('says why a request cannot be taken back, where the plan would be', async () => {
    renderMeshPage(
      path,
      mockMeshApi({
        getRequest: async () => requestAnswer({ state: 'done' }, ['take-back']),
        previewTakeBack: async () => {
          throw new Error('Request req-9 takes request req-1 back already');
        },
      }),
    );

    await userEvent.click(
      await screen.findByRole('button', { name: 'Take back' }),
    );

    expect(
      await screen.findByText(/req-9 takes request req-1 back already/),
    ).toBeVisible();
    expect(screen.getByRole('button', { name: 'Cancel' })).toBeVisible();
  });

  it.each([
    [
      'submitted',
      /is to be taken back by request req-2 \(Waits for approval\)/,
    ],
    ['done', /was taken back by request req-2 \(Done\)/],
    ['rejected', /was to be taken back by request req-2 \(Rejected\)/],
  ] as const)(
    'says of a request that another one takes it back which is %s',
    async (state, words) => {
      renderMeshPage(
        path,
        mockMeshApi({
          getRequest: async () =>
            requestAnswer({
              state: 'withdrawn',
              revertedBy: { id: 'req-2', state },
            }),
        }),
      );

      const link = await screen.findByRole('link', { name: 'request req-2' });
      expect(link).toHaveAttribute('href', '/mesh/requests/req-2');
      expect(link.parentElement).toHaveTextContent(words);
    },
  );

  it('says what could not be read when the backend refuses', async () => {
    renderMeshPage(
      path,
      mockMeshApi({
        getRequest: async () => {
          throw new Error('the portal is away');
        },
      }),
    );

    expect(
      await screen.findByText('Could not read request req-1'),
    ).toBeInTheDocument();
    expect(screen.getByText(/the portal is away/)).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Try again' }),
    ).toBeInTheDocument();
  });
});
