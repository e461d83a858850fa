/** Segment by segment, and so in another way than the pattern that the evaluator makes of a template. */
export function matchesTemplate(template: string, text: string): boolean {
  const rest = (wanted: string[], given: string[]): boolean => {
    const [first, ...others] = wanted;
    if (first === undefined) {
      return given.length === 0;
    }
    if (first === '**') {
      return given.some(
        (_segment, index) =>
          given.slice(0, index + 1).every(isPathSegment) &&
          rest(others, given.slice(index + 1)),
      );
    }
    return (
      given.length > 0 &&
      (first === '*'
        ? given[0] !== '' && isPathSegment(given[0])
        : given[0] === first) &&
      rest(others, given.slice(1))
    );
  };
  return rest(template.split('/'), text.split('/'));
}

function isPathSegment(segment: string): boolean {
  return /^[\w.~%!$&'()+,;:@=*-]*$/.test(segment);
}
