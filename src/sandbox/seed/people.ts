/** Given and family names that go together, from many languages and scripts. */
export const NAMES: readonly (readonly [given: readonly string[], family: readonly string[]])[] = [
  [
    ['Emma', 'Olivia', 'James', 'Grace', 'Noah'],
    ['Parker', "O'Brien", 'Whitfield', 'Smith-Jones', 'MacLeod'],
  ],
  [
    ['Amélie', 'Élodie', 'Jérôme', 'François', 'Zoé'],
    ['Lefèvre', 'Dupont', 'Béranger', "d'Aubigné", 'Garçon'],
  ],
  [
    ['Jürgen', 'Käthe', 'Björn', 'Sören', 'Anneliese'],
    ['Müller', 'Weiß', 'Schönfeld', 'von Bülow', 'Krämer'],
  ],
  [
    ['María José', 'Íñigo', 'Begoña', 'Joaquín', 'Ángel'],
    ['Muñoz', 'García Márquez', 'Peña', 'Ibáñez', 'Núñez'],
  ],
  [
    ['João', 'Inês', 'Conceição', 'Luís', 'Glória'],
    ['Gonçalves', 'Simões', 'Araújo', 'Brandão', 'Sá'],
  ],
  [
    ['Łukasz', 'Małgorzata', 'Zdzisław', 'Agnieszka', 'Żaneta'],
    ['Wójcik', 'Kowalczyk', 'Źrebiec', 'Ćwik', 'Łąk'],
  ],
  [
    ['Jiří', 'Růžena', 'Zdeněk', 'Šárka', 'Ondřej'],
    ['Dvořák', 'Šťastný', 'Příhoda', 'Čermáková', 'Žižka'],
  ],
  [
    ['Håkon', 'Ingebjørg', 'Åse', 'Øystein', 'Sigríður'],
    ['Ødegård', 'Bjørnstad', 'Þórsdóttir', 'Ås', 'Nygård'],
  ],
  [
    ['Иван', 'Ольга', 'Дмитрий', 'Ксения', 'Фёдор'],
    ['Петров', 'Соловьёва', 'Кузнецов', 'Ильина', 'Щербаков'],
  ],
  [
    ['Γιώργος', 'Ελένη', 'Νίκος', 'Αθηνά', 'Στέλιος'],
    ['Παπαδόπουλος', 'Οικονόμου', 'Αγγελίδη', 'Βασιλείου', 'Ράπτης'],
  ],
  [
    ['محمد', 'ليلى', 'يوسف', 'نور', 'سلمى'],
    ['الحسن', 'عبد الله', 'خوري', 'المصري', 'حداد'],
  ],
  [
    ['דוד', 'שרה', 'יעל', 'משה', 'נועה'],
    ['כהן', 'לוי', 'מזרחי', 'פרץ', 'אברהם'],
  ],
  [
    ['陽翔', '結衣', 'ケンタ', 'さくら', 'ひなた'],
    ['佐藤', '鈴木', '高橋', '渡辺', '小林'],
  ],
  [
    ['伟', '芳', '秀英', '子轩', '雨桐'],
    ['王', '李', '张', '欧阳', '司马'],
  ],
  [
    ['민준', '서연', '지우', '하준', '수빈'],
    ['김', '이', '박', '최', '남궁'],
  ],
  [
    ['अर्जुन', 'प्रिया', 'आरव', 'काव्या', 'रोहन'],
    ['शर्मा', 'पटेल', 'सिंह', 'गुप्ता', 'अय्यर'],
  ],
  [
    ['Nguyễn An', 'Thị Hương', 'Quốc Bảo', 'Thu Hà', 'Đức'],
    ['Trần', 'Lê', 'Phạm', 'Đặng', 'Vũ'],
  ],
  [
    ['Chukwuemeka', 'Ngozi', 'Adébáyọ̀', 'Thandiwe', 'Kwame'],
    ['Okonkwo', 'Adéyẹmí', 'Nkosi', 'Mensah', 'Ọlá'],
  ],
  [
    ['Ayşe', 'Çağla', 'İbrahim', 'Ömer', 'Gülşen'],
    ['Yılmaz', 'Şahin', 'Öztürk', 'Işık', 'Güneş'],
  ],
  [
    ['Kaʻiulani', 'Siân', 'Aoife', 'Bríd', 'Tāne'],
    ['Kealoha', 'Llewellyn', 'Ó Súilleabháin', 'Ní Dhomhnaill', 'Ngata'],
  ],
];

/** Contacts that break what assumes too much. Each takes the place of a seeded one near the start. */
export const AWKWARD: readonly Readonly<Record<string, unknown>>[] = [
  { given_name: 'Dwayne "The Quote"', family_name: "O'Quote\\Backslash" },
  { given_name: 'Robert; DROP', family_name: 'Tables=="*"' },
  { given_name: '', family_name: '' },
  { family_name: 'Onlyfamily' },
  { given_name: 'Mononym' },
  { given_name: 'A'.repeat(40), family_name: 'Z'.repeat(40), job_title: `${'very '.repeat(49)}senior` },
  { given_name: ' Leading', family_name: 'Trailing ' },
  { given_name: '<b>Bold</b>', family_name: '&amp; Sons' },
  { given_name: 'Line\nbreak', family_name: 'Tab\there' },
  { given_name: 'e\u0301', family_name: 'é' },
  { given_name: 'abc \u202edef\u202c', family_name: 'مُحَمَّد Mixed' },
  { given_name: 'null', family_name: 'undefined' },
  { given_name: '007', family_name: '1e3' },
  { given_name: '{{given}}', family_name: '%FAMILY%' },
  { given_name: '=SUM(A1:A9)', family_name: '+1,2;3' },
];
