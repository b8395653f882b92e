// Decides texts that look real, from the name of a property; Faker's English word lists do the work. Loading them takes about 25 ms, so only who wants realism imports this.

import { faker } from '@faker-js/faker/locale/en';
import type { Random } from '../../base/random.ts';
import type { Hint, Realism } from './realism.ts';

const SEEDS = 2 ** 31 - 1;

/** The first row whose pattern the words of the name match decides. More special names come first. */
const ROWS: readonly (readonly [name: RegExp, make: () => string])[] = [
  [/\be ?mail\b/, () => faker.internet.email()],
  [/\b(user ?name|login|handle|nick ?name)\b/, () => faker.internet.username()],
  [/\b(first|given) ?name\b/, () => faker.person.firstName()],
  [/\b(last|family|sur) ?name\b/, () => faker.person.lastName()],
  [/\b(company|organi[sz]ation|employer|vendor|brand)\b/, () => faker.company.name()],
  [/\b(file ?name)\b/, () => faker.system.fileName()],
  [/\bproduct\b.*\bname\b|\b(product|item)\b$/, () => faker.commerce.productName()],
  [/\b(city|town)\b/, () => faker.location.city()],
  [/\bcountry ?code\b/, () => faker.location.countryCode()],
  [/\bcountry\b/, () => faker.location.country()],
  [/\b(state|province|region)\b/, () => faker.location.state()],
  [/\b(zip|post(al)?) ?(code)?\b/, () => faker.location.zipCode()],
  [/\b(street|address|line) ?1?\b/, () => faker.location.streetAddress()],
  [/\b(phone|mobile|tel|fax)\b/, () => faker.phone.number()],
  [/\b(url|uri|link|website|homepage|href|avatar|image|photo)\b/, () => faker.internet.url()],
  [/\bcurrency\b/, () => faker.finance.currencyCode()],
  [/\b(iban|account)\b/, () => faker.finance.iban()],
  [/\b(colou?r)\b/, () => faker.color.human()],
  [/\b(tag|label|slug|category|genre|topic)\b/, () => faker.lorem.slug(2)],
  [/\b(title|subject|headline)\b/, () => faker.lorem.sentence(4)],
  [/\b(description|comment|note|message|text|bio|summary|body|content|reason)\b/, () => faker.lorem.sentence()],
  [/\b(full ?)?name\b|\bauthor\b|\bowner\b/, () => faker.person.fullName()],
];

/** `firstName`, `first_name`, `First-Name` → `first name`. */
function wordsOf(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[^A-Za-z0-9]+/g, ' ')
    .trim()
    .toLowerCase();
}

/** Texts by property name. The draws of `random` decide, so equal places get equal texts. */
export const fakerRealism: Realism = ({ name }: Hint, random: Random) => {
  const words = wordsOf(name);
  const row = ROWS.find(([pattern]) => pattern.test(words));
  if (row === undefined) return null;
  faker.seed(random.integer(0, SEEDS));
  return row[1]();
};
