/** Where seeded people live, with what their addresses and phones look like. */
export interface Place {
  readonly country_code: string;
  readonly country: string;
  readonly region?: string;
  readonly region_code?: string;
  readonly locality: string;
  readonly postal_code: string;
  readonly street: string;
  readonly time_zone: string;
  readonly preferred_locale: string;
}

/** Phone numbers are all from the range that is set aside for fiction. */
export const PLACES: readonly Place[] = [
  place('USA', 'United States', 'Arizona', 'US-AZ', 'Chandler', '85225', 'W Boston St', 'America/Phoenix', 'en_US'),
  place('USA', 'United States', 'Texas', 'US-TX', 'Austin', '78701', 'Congress Ave', 'America/Chicago', 'en_US'),
  place('USA', 'United States', 'New York', 'US-NY', 'Brooklyn', '11201', 'Court St', 'America/New_York', 'en_US'),
  place('CAN', 'Canada', 'Québec', 'CA-QC', 'Montréal', 'H2Y 1C6', 'rue Saint-Paul', 'America/Toronto', 'fr_FR'),
  place('GBR', 'United Kingdom', 'England', 'GB-ENG', 'Leeds', 'LS1 4AP', 'The Headrow', 'Europe/London', 'en_GB'),
  place('DEU', 'Germany', 'Bayern', 'DE-BY', 'München', '80331', 'Sendlinger Straße', 'Europe/Berlin', 'de_DE'),
  place('FRA', 'France', 'Bretagne', 'FR-BRE', 'Rennes', '35000', 'rue d’Antrain', 'Europe/Paris', 'fr_FR'),
  place(
    'BRA',
    'Brazil',
    'São Paulo',
    'BR-SP',
    'São Paulo',
    '01310-100',
    'Avenida Paulista',
    'America/Sao_Paulo',
    'pt_BR',
  ),
  place('JPN', 'Japan', '京都府', 'JP-26', '京都市', '600-8216', '烏丸通', 'Asia/Tokyo', 'ja_JP'),
  place('AUS', 'Australia', 'Victoria', 'AU-VIC', 'Fitzroy', '3065', 'Brunswick St', 'Australia/Melbourne', 'en_AU'),
  place('ZAF', 'South Africa', 'Western Cape', 'ZA-WC', 'Cape Town', '8001', 'Long St', 'Africa/Johannesburg', 'en_ZA'),
  {
    country_code: 'SGP',
    country: 'Singapore',
    locality: 'Singapore',
    postal_code: '059413',
    street: 'Pagoda Street',
    time_zone: 'Asia/Singapore',
    preferred_locale: 'en_US',
  },
];

function place(
  country_code: string,
  country: string,
  region: string,
  region_code: string,
  locality: string,
  postal_code: string,
  street: string,
  time_zone: string,
  preferred_locale: string,
): Place {
  return { country_code, country, region, region_code, locality, postal_code, street, time_zone, preferred_locale };
}
