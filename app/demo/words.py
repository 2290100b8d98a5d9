"""The words that the demo retailer is made of: names of people, streets and articles."""

# Common given names; about one person in eight goes by one name alone.
WOMEN = (
    "Siti", "Dewi", "Ayu", "Putri", "Ratna", "Sri", "Wulan", "Indah", "Lestari", "Rina", "Maya",
    "Fitri", "Nurul", "Aisyah", "Kartika", "Yuliana", "Melati", "Intan", "Citra", "Nabila",
    "Anisa", "Rahma", "Desi", "Lina", "Made", "Ketut", "Luh", "Maria", "Yohana", "Tiur", "Rosa",
    "Halimah", "Zahra", "Mega", "Tari", "Endang", "Sukma", "Vina", "Winda", "Yanti",
)  # fmt: skip
MEN = (
    "Budi", "Agus", "Andi", "Eko", "Joko", "Rizki", "Dimas", "Fajar", "Hendra", "Yusuf", "Arif",
    "Bayu", "Dedi", "Ahmad", "Rahmat", "Wahyu", "Irfan", "Galih", "Teguh", "Slamet", "Wayan",
    "Nyoman", "Gede", "Yohanes", "Markus", "Togar", "Ucok", "Daeng", "Hasan", "Ilham", "Reza",
    "Surya", "Bambang", "Sutrisno", "Gilang", "Hadi", "Iwan", "Lukman", "Nanda", "Taufik",
)  # fmt: skip
FAMILIES = (
    "Wijaya", "Santoso", "Pratama", "Saputra", "Hidayat", "Kusuma", "Nugroho", "Setiawan",
    "Susanto", "Siregar", "Nasution", "Simanjuntak", "Sitorus", "Harahap", "Lubis", "Tanjung",
    "Halim", "Gunawan", "Permana", "Maulana", "Ramadhan", "Syahputra", "Utami", "Wulandari",
    "Anggraini", "Rahayu", "Puspita", "Handayani", "Purnama", "Wibowo", "Suryani", "Hartono",
    "Mahendra", "Adiputra", "Suarta", "Sudarma", "Manurung", "Tambunan", "Rumengan", "Lumentut",
    "Batubara", "Firmansyah", "Iskandar", "Kurniawan", "Mulyadi", "Oktaviani", "Prasetyo",
    "Rachman", "Sulaiman", "Yulianto", "Zulkarnain", "Damanik", "Ginting", "Karo", "Pohan",
)  # fmt: skip
STREETS = (
    "Jalan Melati", "Jalan Kenanga", "Jalan Mawar", "Jalan Cempaka", "Jalan Anggrek",
    "Jalan Dahlia", "Jalan Flamboyan", "Jalan Teratai", "Jalan Merpati", "Jalan Rajawali",
    "Jalan Kutilang", "Jalan Cendrawasih", "Jalan Mangga", "Jalan Rambutan", "Jalan Manggis",
    "Jalan Delima", "Gang Nusa Indah", "Gang Seruni", "Perumahan Bukit Hijau",
    "Perumahan Taman Asri", "Komplek Griya Sentosa", "Jalan Bahari", "Jalan Pelita",
)  # fmt: skip
COLOURS = (
    "Sand", "Black", "Navy", "Olive", "White", "Maroon", "Sage", "Terracotta", "Grey", "Indigo",
    "Mustard", "Dusty pink",
)  # fmt: skip
LINES = (
    "Arunika", "Bentala", "Candra", "Daksa", "Embun", "Gema", "Harsa", "Ilalang", "Jenggala",
    "Kirana", "Lembayung", "Mentari", "Nirmala", "Ombak", "Pelita", "Rimba", "Senja", "Tirta",
    "Umbara", "Wastra", "Yasa", "Zamrud", "Buana", "Cakra", "Dwipa", "Gita", "Hulu", "Jala",
)  # fmt: skip
SUPPLIERS = (
    "Sentra Tenun Priangan", "Konveksi Bengawan", "Pabrik Sepatu Cibaduk", "Garmen Brantas",
    "Rajut Parahyangan", "Kriya Kulit Magetan",
)  # fmt: skip
