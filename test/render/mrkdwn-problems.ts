const ENTITY = /&(?!(?:amp|lt|gt);)/;

/** What is wrong with any mrkdwn of a message or dialog: markup that was not meant, broken entities, code spans that do not close. */
export function mrkdwnProblems(message: object, allowedMention = ''): readonly string[] {
  const texts = [...mrkdwnTexts(message), ...('text' in message ? [String(message.text)] : [])];
  return texts.flatMap((text) => {
    const rest = allowedMention === '' ? text : text.replaceAll(allowedMention, '');
    return [
      ...(/[<>]/.test(rest) ? [`markup: ${rest.slice(0, 300)}`] : []),
      ...(ENTITY.test(rest) ? [`broken entity: ${rest.slice(0, 300)}`] : []),
      ...((rest.replaceAll('```', '').match(/`/g) ?? []).length % 2 === 1
        ? [`open code span: ${rest.slice(0, 300)}`]
        : []),
      ...(/[^`]``[^`]/.test(rest) ? [`touching code spans: ${rest.slice(0, 300)}`] : []),
    ];
  });
}

function mrkdwnTexts(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'type' in value && value.type === 'mrkdwn' && 'text' in value ? [String(value.text)] : [];
  return [...own, ...Object.values(value).flatMap(mrkdwnTexts)];
}
