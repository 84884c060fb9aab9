// Evaluates FEEL: reads {expression, context, today} as JSON, one a line, and writes {value} or {error}.
// A date is {"date": "2024-01-31"}, a duration {"months": 1} or {"days": 1}.
import { createInterface } from 'node:readline';
import { date, evaluate, FeelDate, FeelDuration } from 'feelin';

function fromJson(given) {
  if (Array.isArray(given)) return given.map(fromJson);
  if (given === null || typeof given !== 'object') return given;
  if (typeof given.date === 'string') return date(given.date);
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, fromJson(value)]));
}

function toJson(value) {
  if (value instanceof FeelDate) return { date: value.toString() };
  if (value instanceof FeelDuration && value.yearsMonths) {
    return { months: 12 * value.years + value.months };
  }
  if (value instanceof FeelDuration) return { days: value.days };
  return value ?? null;
}

function answer({ expression, context, today }) {
  try {
    const names = { ...fromJson(context), today: () => date(today) };
    return { value: toJson(evaluate(expression, names).value) };
  } catch (error) {
    return { error: String(error.message) };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(JSON.stringify(answer(JSON.parse(line))) + '\n');
}
