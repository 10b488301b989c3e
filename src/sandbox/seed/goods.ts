/** Categories of products by id from 1; `parent` is the id of the one it stands under. */
export const PRODUCT_CATEGORIES: readonly { readonly name: string; readonly parent?: number }[] = [
  { name: 'Books' },
  { name: 'Workshops' },
  { name: 'Garden tools' },
  { name: 'Seeds & bulbs', parent: 3 },
  { name: 'Consulting' },
  { name: 'Memberships' },
  { name: 'Café & "Deli"' },
  { name: 'نباتات', parent: 4 },
];

/** The category that takes in a product of any other now and then. */
export const DELI = 7;

/** What is for sale: its name, its price in cents and the id of its category. */
export type Good = readonly [name: string, cents: number, category: number];

/** Products by id from 1, the awkward ones at the end. */
export const GOODS: readonly Good[] = [
  ['Gardening gloves', 1_995, 3],
  ['Garden club membership', 2_900, 6],
  ['Rose pruning workshop', 8_900, 2],
  ['The Small Garden Year', 2_450, 1],
  ['Hand trowel, forged', 3_275, 3],
  ['Consultation on site, one hour', 12_000, 5],
  ['Tulip bulbs, 50', 1_850, 4],
  ['Compost subscription box', 2_199, 6],
  ['Linen apron', 4_800, 3],
  ['Sourdough basics', 6_500, 2],
  ['Le potager en ville', 2_790, 1],
  ['Monthly retainer', 45_000, 5],
  ['Watering can, 10 l', 3_999, 3],
  ['Wildflower mix', 895, 4],
  ['Kräuterkunde für Anfänger', 5_500, 2],
  ['Coffee beans, 500 g', 1_325, 7],
  ['Secateurs with ash handle', 7_450, 3],
  ['Online academy', 3_900, 6],
  ['庭の本', 3_120, 1],
  ['Tomato seedlings, tray of 12', 2_180, 4],
  ['Garden design, complete', 249_900, 5],
  ['Taller de jardinería vertical', 7_200, 2],
  ['Beekeeping starter set', 18_950, 3],
  ['Gift card', 5_000, 7],
  ['Raised bed kit', 15_900, 3],
  ['Orchard supporters’ circle', 12_500, 6],
  ['Soil test', 3_450, 5],
  ['Książka o różach', 2_990, 1],
  ['Olive oil, 750 ml', 1_680, 7],
  ['Balcony greenhouse', 22_400, 3],
  ['Weekend retreat', 64_000, 2],
  ['نعناع طازج', 450, 8],
  ['Tote bag', 1_500, 7],
  ['Newsletter, printed', 600, 6],
  ['Free planting calendar', 0, 1],
  ['Ring "Forever"; 18 k', 99_999, 7],
  ['<b>Bold</b> bean brittle', 725, 7],
  ['Ünïcödé & Sons’ 100 % wool twine', 1_010, 3],
  ['A product whose name goes on and on, as the names of products in real accounts do when nobody stops them', 5, 7],
  ['One-cent sample', 1, 7],
];

/** Options that products come in; `items` are label, code and what it adds to the price in cents. */
export const OPTIONS = {
  size: {
    option_label: 'Size',
    items: [
      ['Small', 'S', 0],
      ['Medium', 'M', 0],
      ['Large', 'L', 350],
    ],
  },
  colour: {
    option_label: 'Colour',
    items: [
      ['Moss', 'MOSS', 0],
      ['Terracotta', 'TERRA', 125],
      ['Seconds "as is"', 'B', -500],
    ],
  },
  engraving: { option_label: 'Engraving', items: [] },
} as const;

/** Bundles of what contacts are interested in, with how many products and plans are in each. */
export const BUNDLES = [
  { name: 'Balcony start', description: 'All it takes to begin', products: 3, plans: 0 },
  { name: 'Garden year', description: 'Tools now, compost all year', products: 2, plans: 1 },
  { name: 'Club & retreat', description: 'For members\nwho come along', products: 1, plans: 2 },
  { name: 'Überraschungspaket "Frühling"', description: '<i>Surprise</i>', products: 4, plans: 0 },
  { name: 'To be decided', description: 'Nothing in it yet', products: 0, plans: 0 },
] as const;
