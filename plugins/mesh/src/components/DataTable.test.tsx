import { render, screen } from '@testing-library/react';
import '@testing-library/jest-dom';
import { DataTable } from './DataTable';

function show() {
  render(
    <DataTable
      caption="Things"
      columns={[{ title: 'Name', render: row => row }]}
      rows={['one']}
      rowKey={row => row}
      empty="None."
    />,
  );
}

describe('DataTable', () => {
  afterEach(() => jest.restoreAllMocks());

  it('takes no focus where all of it can be seen', () => {
    show();

    expect(screen.queryByRole('group')).not.toBeInTheDocument();
  });

  it('can be scrolled with the keyboard where it is wider than the page', () => {
    jest.spyOn(Element.prototype, 'scrollWidth', 'get').mockReturnValue(900);
    jest.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(300);
    show();

    const box = screen.getByRole('group', { name: 'Things' });
    box.focus();
    expect(box).toHaveFocus();
  });
});
