import { notFound, RefusalError } from '../../errors.ts';
import type { SandboxRequest } from '../../request.ts';
import type { Handlers } from '../handler.ts';
import { reply, replyList } from '../reply.ts';
import { COUNTRIES, type Country, countryOf } from './countries.ts';
import { CONTACT_WORDS } from './optionWords.ts';
import { provinceOf, provincesOf } from './provinces.ts';

function countryIn({ path }: SandboxRequest, parameter: string): Country {
  const text = path[parameter] ?? '';
  return countryOf(text) ?? notFound('Country', text);
}

function countryV2({ alpha2, alpha3, name }: Country) {
  return { codes: { alpha2, alpha3 }, name };
}

/** Countries and their parts, and the words that forms offer. */
export const FIXED_LOCALE_HANDLERS: Handlers = {
  'v2:listCountries': (request) => replyList(request, COUNTRIES.map(countryV2), { next_page_token: '' }),
  'v2:getCountryByCode': (request) => reply(request, countryV2(countryIn(request, 'country_code'))),
  'v2:listProvincesForCountry': (request) =>
    replyList(request, provincesOf(countryIn(request, 'country_code')), { next_page_token: '' }),
  'v2:getProvinceByCode': (request) => {
    const country = countryIn(request, 'country_code');
    const text = request.path['province_code'] ?? '';
    const province = provinceOf(country, text);
    if (!province) throw new RefusalError(404, `${country.name} has no province '${text}'`);
    return reply(request, province);
  },
  'v1:listCountriesUsingGET': (request) =>
    reply(request, { countries: Object.fromEntries(COUNTRIES.map(({ alpha3, name }) => [alpha3, name])) }),
  'v1:listCountriesUsingGET_1': (request) => {
    const provinces = provincesOf(countryIn(request, 'countryCode'));
    return reply(request, { provinces: Object.fromEntries(provinces.map(({ code, name }) => [code, name])) });
  },
  'v1:defaultOptionsUsingGET': (request) => reply(request, CONTACT_WORDS),
};
