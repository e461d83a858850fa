import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import '@testing-library/jest-dom';
import { full, renderForm, simple } from './__testUtils__/renderForm';

const parts = [
  'Traffic policy',
  'Canary',
  'Ingress',
  'Egress',
  'End users',
  'Metrics',
  'Tracing',
  'Protocols',
  'Enrolment',
];

/** By its text: to find things by their role walks the whole form, which is long. */
function title(part: string) {
  const button = screen.getByText(part).closest<HTMLElement>('[role="button"]');
  if (!button) {
    throw new Error(`${part} is no title of a part`);
  }
  return button;
}
const unfold = (part: string) => userEvent.click(title(part));
const preview = () => userEvent.click(screen.getByText('Preview'));
const choose = (name: string | RegExp) =>
  userEvent.click(screen.getByLabelText(name));

describe('ProfileForm', () => {
  it('is short: optional parts are folded, and say in words what is in them', () => {
    renderForm(full);

    expect(parts.map(part => title(part).textContent)).toEqual([
      'Traffic policy timeout 5s, 1 limit',
      'Canary Argo Rollouts, 1 step, judged by metrics',
      'Ingress 2 hosts, TLS',
      'Egress 1 host, no others',
      'End users https://a.example',
      'Metrics port 9090, for 1 scraper',
      'Tracing 5 % of requests',
      'Protocols 8080 gRPC',
      'Enrolment the whole namespace, revision old',
    ]);
    expect(screen.queryByLabelText('Hosts')).not.toBeInTheDocument();
  });

  it('says of what is not set that it is not', () => {
    renderForm(simple);

    expect(parts.map(part => title(part).textContent)).toEqual([
      ...parts.slice(0, -1).map(part => `${part} not set`),
      'Enrolment this workload',
    ]);
  });

  it('unfolds and folds by the keyboard, under a heading', async () => {
    renderForm(full);
    const ingress = title('Ingress');
    expect(ingress.closest('h4')).toBeVisible();

    act(() => ingress.focus());
    await userEvent.keyboard('{Enter}');
    expect(ingress).toHaveAttribute('aria-expanded', 'true');
    expect(screen.getByLabelText('TLS secret')).toHaveValue('a-tls');

    await userEvent.keyboard(' ');
    expect(ingress).toHaveAttribute('aria-expanded', 'false');
    await waitFor(() =>
      expect(screen.queryByLabelText('TLS secret')).not.toBeInTheDocument(),
    );
  });

  it('says at the title of a part that was folded again that it is wrong', async () => {
    renderForm({ ...simple, tracing: { samplingPercent: 101 } });
    await preview();
    expect(screen.getByLabelText('Traced requests (%)')).toHaveFocus();

    await unfold('Tracing');

    expect(title('Tracing')).toHaveTextContent('must be corrected');
  });

  it('does not offer what ambient cannot do, and has it back for a sidecar', async () => {
    const { onPreview } = renderForm({ ...full, egress: undefined });
    await unfold('Enrolment');
    await unfold('Canary');

    await choose('In the mesh, by Istio ambient');
    expect(screen.queryByLabelText('Revision')).not.toBeInTheDocument();
    expect(screen.queryByLabelText('Flagger')).not.toBeInTheDocument();

    await choose('In the mesh, by an Istio sidecar');
    expect(screen.getByLabelText('Revision')).toHaveValue('old');
    await preview();
    expect(onPreview).toHaveBeenCalledWith({ ...full, egress: undefined });
  });

  it('does not offer what a controller cannot do, and has it back for the one before', async () => {
    const before = { ...full, ingress: undefined, traffic: undefined };
    const { onPreview } = renderForm(before);
    await unfold('Canary');

    await choose('Flagger');
    for (const label of ['Header', 'Stay', 'For']) {
      expect(screen.queryByLabelText(label)).not.toBeInTheDocument();
    }
    expect(screen.getByLabelText('Stay at each step for')).toHaveValue('5m');
    await unfold('Traffic policy');
    expect(screen.queryByLabelText('Most connections')).not.toBeInTheDocument();
    await unfold('Ingress');
    expect(screen.getByText(/^Not beside a canary of Flagger/)).toBeVisible();

    await choose(/^No controller/);
    expect(
      screen.queryByText(/^(A query of your own|Query)/),
    ).not.toBeInTheDocument();
    expect(screen.getByLabelText('Version that is to serve')).toBeVisible();

    await choose('Argo Rollouts');
    await preview();
    expect(onPreview).toHaveBeenCalledWith({
      ...before,
      canary: { ...before.canary, controller: 'argo-rollouts' },
    });
  });

  it('says in the form that all requests are to go back, and keeps the steps', async () => {
    const { onPreview } = renderForm({
      ...simple,
      canary: {
        controller: 'none',
        versions: { stable: 'v1', canary: 'v2' },
        steps: [{ weight: 10, pause: 'manual' }],
      },
    });
    await unfold('Canary');

    await userEvent.selectOptions(screen.getByLabelText('Requests go'), 'back');
    expect(title('Canary')).toHaveTextContent('all to v1');
    expect(screen.queryByLabelText('Requests (%)')).not.toBeInTheDocument();
    await preview();
    expect(onPreview.mock.lastCall[0].canary).toEqual({
      controller: 'none',
      versions: { stable: 'v1' },
      steps: [],
    });

    await userEvent.selectOptions(screen.getByLabelText('Requests go'), 'on');
    expect(screen.getByLabelText('Requests (%)')).toHaveValue('10');
  });

  it('keeps what is refused in sight while it is taken out', async () => {
    const { onPreview } = renderForm({
      ...simple,
      traffic: { timeout: '5s', maxConnections: 10 },
      canary: { controller: 'flagger', steps: [{ weight: 10, pause: '5m' }] },
    });
    await preview();
    const limit = screen.getByLabelText('Most connections');
    expect(limit).toHaveFocus();

    await userEvent.clear(limit);

    expect(limit).toBeVisible();
    expect(limit).toHaveFocus();
    await preview();
    expect(onPreview).toHaveBeenCalled();
  });

  it('keeps what was typed into a part that is switched off', async () => {
    renderForm(full);
    await unfold('Ingress');
    const on = screen.getByLabelText(
      'Let requests in from outside the cluster',
    );

    await userEvent.click(on);
    expect(title('Ingress')).toHaveTextContent('not set');
    expect(screen.queryByLabelText('Hosts')).not.toBeInTheDocument();

    await userEvent.click(on);
    expect(screen.getByLabelText('Hosts')).toHaveValue('a.example, b.example');
  });

  it('takes away spaces that came along with a copied text', async () => {
    const { onPreview } = renderForm(full);
    await unfold('Canary');
    const value = screen.getByLabelText('Value');
    await userEvent.clear(value);
    await userEvent.type(value, ' no ');
    await preview();

    expect(onPreview.mock.lastCall[0].canary.match.header.value).toBe('no');
  });

  it('does not call somebody observed who was named by hand', async () => {
    renderForm({
      ...simple,
      callers: [
        { namespace: 'shop', serviceAccount: 'web', source: 'observed' },
      ],
    });
    expect(screen.getByText('From: observed traffic')).toBeVisible();

    await userEvent.type(screen.getByLabelText('Service account'), '2');

    expect(screen.getByText('From: added by hand')).toBeVisible();
  });
});
