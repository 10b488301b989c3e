import type { Country } from './countries.ts';

/** A part of a country by its ISO 3166-2 code, `US-AZ`, with its name in the country's own language. */
export interface Province {
  readonly code: string;
  readonly name: string;
  /** The country's three-letter code. */
  readonly country: string;
}

/** By the two-letter code of the country; a part's own code is what follows that in ISO 3166-2. */
const ROWS: Readonly<Record<string, string>> = {
  US: `
AL Alabama, AK Alaska, AZ Arizona, AR Arkansas, CA California, CO Colorado, CT Connecticut, DE Delaware,
DC District of Columbia, FL Florida, GA Georgia, HI Hawaii, ID Idaho, IL Illinois, IN Indiana, IA Iowa,
KS Kansas, KY Kentucky, LA Louisiana, ME Maine, MD Maryland, MA Massachusetts, MI Michigan, MN Minnesota,
MS Mississippi, MO Missouri, MT Montana, NE Nebraska, NV Nevada, NH New Hampshire, NJ New Jersey,
NM New Mexico, NY New York, NC North Carolina, ND North Dakota, OH Ohio, OK Oklahoma, OR Oregon,
PA Pennsylvania, RI Rhode Island, SC South Carolina, SD South Dakota, TN Tennessee, TX Texas, UT Utah,
VT Vermont, VA Virginia, WA Washington, WV West Virginia, WI Wisconsin, WY Wyoming, AS American Samoa,
GU Guam, MP Northern Mariana Islands, PR Puerto Rico, UM United States Minor Outlying Islands,
VI U.S. Virgin Islands`,
  CA: `
AB Alberta, BC British Columbia, MB Manitoba, NB New Brunswick, NL Newfoundland and Labrador,
NT Northwest Territories, NS Nova Scotia, NU Nunavut, ON Ontario, PE Prince Edward Island, QC Québec,
SK Saskatchewan, YT Yukon`,
  GB: `
ENG England, NIR Northern Ireland, SCT Scotland, WLS Wales`,
  DE: `
BW Baden-Württemberg, BY Bayern, BE Berlin, BB Brandenburg, HB Bremen, HH Hamburg, HE Hessen,
MV Mecklenburg-Vorpommern, NI Niedersachsen, NW Nordrhein-Westfalen, RP Rheinland-Pfalz, SL Saarland,
SN Sachsen, ST Sachsen-Anhalt, SH Schleswig-Holstein, TH Thüringen`,
  FR: `
ARA Auvergne-Rhône-Alpes, BFC Bourgogne-Franche-Comté, BRE Bretagne, CVL Centre-Val de Loire, 20R Corse,
GES Grand-Est, HDF Hauts-de-France, IDF Île-de-France, NOR Normandie, NAQ Nouvelle-Aquitaine,
OCC Occitanie, PDL Pays-de-la-Loire, PAC Provence-Alpes-Côte-d’Azur, 971 Guadeloupe, 972 Martinique,
973 Guyane, 974 La Réunion, 976 Mayotte`,
  AU: `
ACT Australian Capital Territory, NSW New South Wales, NT Northern Territory, QLD Queensland,
SA South Australia, TAS Tasmania, VIC Victoria, WA Western Australia`,
  AT: `
1 Burgenland, 2 Kärnten, 3 Niederösterreich, 4 Oberösterreich, 5 Salzburg, 6 Steiermark, 7 Tirol,
8 Vorarlberg, 9 Wien`,
  BE: `
BRU Bruxelles-Capitale, VLG Vlaanderen, WAL Wallonie`,
  BR: `
AC Acre, AL Alagoas, AP Amapá, AM Amazonas, BA Bahia, CE Ceará, DF Distrito Federal, ES Espírito Santo,
GO Goiás, MA Maranhão, MT Mato Grosso, MS Mato Grosso do Sul, MG Minas Gerais, PA Pará, PB Paraíba,
PR Paraná, PE Pernambuco, PI Piauí, RJ Rio de Janeiro, RN Rio Grande do Norte, RS Rio Grande do Sul,
RO Rondônia, RR Roraima, SC Santa Catarina, SP São Paulo, SE Sergipe, TO Tocantins`,
  CH: `
AG Aargau, AI Appenzell Innerrhoden, AR Appenzell Ausserrhoden, BE Bern, BL Basel-Landschaft,
BS Basel-Stadt, FR Fribourg, GE Genève, GL Glarus, GR Graubünden, JU Jura, LU Luzern, NE Neuchâtel,
NW Nidwalden, OW Obwalden, SG St. Gallen, SH Schaffhausen, SO Solothurn, SZ Schwyz, TG Thurgau,
TI Ticino, UR Uri, VD Vaud, VS Valais, ZG Zug, ZH Zürich`,
  IE: `
C Connaught, L Leinster, M Munster, U Ulster`,
  JP: `
01 北海道, 02 青森県, 03 岩手県, 04 宮城県, 05 秋田県, 06 山形県, 07 福島県, 08 茨城県, 09 栃木県, 10 群馬県, 11 埼玉県, 12 千葉県, 13 東京都,
14 神奈川県, 15 新潟県, 16 富山県, 17 石川県, 18 福井県, 19 山梨県, 20 長野県, 21 岐阜県, 22 静岡県, 23 愛知県, 24 三重県, 25 滋賀県, 26 京都府,
27 大阪府, 28 兵庫県, 29 奈良県, 30 和歌山県, 31 鳥取県, 32 島根県, 33 岡山県, 34 広島県, 35 山口県, 36 徳島県, 37 香川県, 38 愛媛県, 39 高知県,
40 福岡県, 41 佐賀県, 42 長崎県, 43 熊本県, 44 大分県, 45 宮崎県, 46 鹿児島県, 47 沖縄県`,
  MX: `
AGU Aguascalientes, BCN Baja California, BCS Baja California Sur, CAM Campeche, CHP Chiapas,
CHH Chihuahua, CMX Ciudad de México, COA Coahuila, COL Colima, DUR Durango, GUA Guanajuato, GRO Guerrero,
HID Hidalgo, JAL Jalisco, MEX México, MIC Michoacán, MOR Morelos, NAY Nayarit, NLE Nuevo León,
OAX Oaxaca, PUE Puebla, QUE Querétaro, ROO Quintana Roo, SLP San Luis Potosí, SIN Sinaloa, SON Sonora,
TAB Tabasco, TAM Tamaulipas, TLA Tlaxcala, VER Veracruz, YUC Yucatán, ZAC Zacatecas`,
  NL: `
DR Drenthe, FL Flevoland, FR Fryslân, GE Gelderland, GR Groningen, LI Limburg, NB Noord-Brabant,
NH Noord-Holland, OV Overijssel, UT Utrecht, ZE Zeeland, ZH Zuid-Holland`,
  NZ: `
AUK Auckland, BOP Bay of Plenty, CAN Canterbury, CIT Chatham Islands Territory, GIS Gisborne,
HKB Hawke’s Bay, MBH Marlborough, MWT Manawatū-Whanganui, NSN Nelson, NTL Northland, OTA Otago,
STL Southland, TAS Tasman, TKI Taranaki, WGN Greater Wellington, WKO Waikato, WTC West Coast`,
  ES: `
AN Andalucía, AR Aragón, AS Principado de Asturias, CB Cantabria, CE Ceuta, CL Castilla y León,
CM Castilla-La Mancha, CN Canarias, CT Catalunya, EX Extremadura, GA Galicia, IB Illes Balears,
MC Región de Murcia, MD Comunidad de Madrid, ML Melilla, NC Comunidad Foral de Navarra, PV País Vasco,
RI La Rioja, VC Comunitat Valenciana`,
  IT: `
21 Piemonte, 23 Valle d’Aosta, 25 Lombardia, 32 Trentino-Alto Adige, 34 Veneto, 36 Friuli Venezia Giulia,
42 Liguria, 45 Emilia-Romagna, 52 Toscana, 55 Umbria, 57 Marche, 62 Lazio, 65 Abruzzo, 67 Molise,
72 Campania, 75 Puglia, 77 Basilicata, 78 Calabria, 82 Sicilia, 88 Sardegna`,
  ZA: `
EC Eastern Cape, FS Free State, GP Gauteng, KZN KwaZulu-Natal, LP Limpopo, MP Mpumalanga,
NC Northern Cape, NW North West, WC Western Cape`,
  IN: `
AN Andaman and Nicobar Islands, AP Andhra Pradesh, AR Arunāchal Pradesh, AS Assam, BR Bihār,
CG Chhattīsgarh, CH Chandīgarh, DH Dādra and Nagar Haveli and Damān and Diu, DL Delhi, GA Goa,
GJ Gujarāt, HP Himāchal Pradesh, HR Haryāna, JH Jhārkhand, JK Jammu and Kashmīr, KA Karnātaka, KL Kerala,
LA Ladākh, LD Lakshadweep, MH Mahārāshtra, ML Meghālaya, MN Manipur, MP Madhya Pradesh, MZ Mizoram,
NL Nāgāland, OD Odisha, PB Punjab, PY Puducherry, RJ Rājasthān, SK Sikkim, TN Tamil Nādu, TR Tripura,
TS Telangāna, UK Uttarākhand, UP Uttar Pradesh, WB West Bengal`,
};

/** The parts of a country; none of one that is not kept here. */
export function provincesOf({ alpha2, alpha3 }: Country): Province[] {
  const rows = (ROWS[alpha2] ?? '').split(',').map((row) => row.trim());
  return rows
    .filter((row) => row !== '')
    .map((row) => {
      const space = row.indexOf(' ');
      return { code: `${alpha2}-${row.slice(0, space)}`, name: row.slice(space + 1), country: alpha3 };
    });
}

/** The part of a country a text stands for: its code, with or without the country's, or its name, in any case. */
export function provinceOf(country: Country, text: string): Province | undefined {
  const wanted = text.toLowerCase();
  return provincesOf(country).find(({ code, name }) =>
    [code, code.slice(country.alpha2.length + 1), name].some((known) => known.toLowerCase() === wanted),
  );
}
