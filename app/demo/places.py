"""Where the demo retailer is: real cities with their postcodes, zones and coordinates."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class City:
    """`prefixes`: how the postcodes of the city begin. `weight`: its share of the business."""

    code: str
    name: str
    province: str
    zone: str
    prefixes: tuple[str, ...]
    latitude: float
    longitude: float
    weight: int = 1
    time_zone: str = "Asia/Jakarta"


_WITA, _WIT = "Asia/Makassar", "Asia/Jayapura"
JAVA_W, JAVA_C, JAVA_E, SUMATRA = "JAWA-BARAT", "JAWA-TENGAH", "JAWA-TIMUR", "SUMATRA"
KALIMANTAN, SULAWESI, BALI, TIMUR = "KALIMANTAN", "SULAWESI", "BALI-NUSRA", "MALUKU-PAPUA"

CITIES = (
    City("JKT", "Jakarta", "DKI Jakarta", JAVA_W, ("10", "11", "12", "13", "14"), -6.2, 106.82, 26),
    City("BDG", "Bandung", "Jawa Barat", JAVA_W, ("40",), -6.91, 107.61, 12),
    City("SBY", "Surabaya", "Jawa Timur", JAVA_E, ("60",), -7.26, 112.75, 13),
    City("MDN", "Medan", "Sumatera Utara", SUMATRA, ("20",), 3.59, 98.67, 8),
    City("SMG", "Semarang", "Jawa Tengah", JAVA_C, ("50",), -6.99, 110.42, 7),
    City("YOG", "Yogyakarta", "DI Yogyakarta", JAVA_C, ("55",), -7.8, 110.37, 7),
    City("MKS", "Makassar", "Sulawesi Selatan", SULAWESI, ("90",), -5.14, 119.42, 6, _WITA),
    City("DPS", "Denpasar", "Bali", BALI, ("80",), -8.66, 115.22, 6, _WITA),
    City("TNG", "Tangerang", "Banten", JAVA_W, ("15",), -6.18, 106.63, 7),
    City("BKS", "Bekasi", "Jawa Barat", JAVA_W, ("17",), -6.24, 106.99, 7),
    City("PLM", "Palembang", "Sumatera Selatan", SUMATRA, ("30",), -2.99, 104.76, 5),
    City("MLG", "Malang", "Jawa Timur", JAVA_E, ("65",), -7.98, 112.63, 5),
    City("BPN", "Balikpapan", "Kalimantan Timur", KALIMANTAN, ("76",), -1.27, 116.83, 4, _WITA),
    City("BGR", "Bogor", "Jawa Barat", JAVA_W, ("16",), -6.6, 106.8, 4),
    # Cities without a store: customers live there, and parcels go there.
    City("CRB", "Cirebon", "Jawa Barat", JAVA_W, ("45",), -6.73, 108.55, 2),
    City("SLO", "Surakarta", "Jawa Tengah", JAVA_C, ("57",), -7.57, 110.83, 3),
    City("TSM", "Tasikmalaya", "Jawa Barat", JAVA_W, ("46",), -7.33, 108.22, 1),
    City("JMB", "Jember", "Jawa Timur", JAVA_E, ("68",), -8.17, 113.7, 1),
    City("PDG", "Padang", "Sumatera Barat", SUMATRA, ("25",), -0.95, 100.35, 2),
    City("PKU", "Pekanbaru", "Riau", SUMATRA, ("28",), 0.51, 101.45, 2),
    City("BTM", "Batam", "Kepulauan Riau", SUMATRA, ("29",), 1.13, 104.05, 2),
    City("BNA", "Banda Aceh", "Aceh", SUMATRA, ("23",), 5.55, 95.32, 1),
    City("BDL", "Bandar Lampung", "Lampung", SUMATRA, ("35",), -5.43, 105.26, 2),
    City("PNK", "Pontianak", "Kalimantan Barat", KALIMANTAN, ("78",), -0.03, 109.34, 1),
    City("BJM", "Banjarmasin", "Kalimantan Selatan", KALIMANTAN, ("70",), -3.32, 114.59, 1, _WITA),
    City("SMD", "Samarinda", "Kalimantan Timur", KALIMANTAN, ("75",), -0.5, 117.15, 1, _WITA),
    City("MND", "Manado", "Sulawesi Utara", SULAWESI, ("95",), 1.47, 124.84, 1, _WITA),
    City("KDI", "Kendari", "Sulawesi Tenggara", SULAWESI, ("93",), -3.97, 122.51, 1, _WITA),
    City("MTR", "Mataram", "Nusa Tenggara Barat", BALI, ("83",), -8.58, 116.12, 1, _WITA),
    City("KPG", "Kupang", "Nusa Tenggara Timur", BALI, ("85",), -10.18, 123.61, 1, _WITA),
    City("AMB", "Ambon", "Maluku", TIMUR, ("97",), -3.65, 128.19, 1, _WIT),
    City("DJJ", "Jayapura", "Papua", TIMUR, ("99",), -2.53, 140.72, 1, _WIT),
)

ZONES = (JAVA_W, JAVA_C, JAVA_E, SUMATRA, KALIMANTAN, SULAWESI, BALI, TIMUR)
# Under which the chain compares its stores; the zones are the carriers'.
REGIONS = {
    JAVA_W: "Jawa",
    JAVA_C: "Jawa",
    JAVA_E: "Jawa",
    SUMATRA: "Sumatera",
    KALIMANTAN: "Indonesia Timur",
    SULAWESI: "Indonesia Timur",
    BALI: "Indonesia Timur",
    TIMUR: "Indonesia Timur",
}
# How far apart zones are, in steps that cost and take longer: one row per zone, in that order.
DISTANCE = (
    (0, 1, 2, 2, 3, 3, 2, 4),
    (1, 0, 1, 2, 3, 3, 2, 4),
    (2, 1, 0, 3, 2, 2, 1, 4),
    (2, 2, 3, 1, 3, 4, 3, 4),
    (3, 3, 2, 3, 1, 2, 3, 4),
    (3, 3, 2, 4, 2, 1, 2, 3),
    (2, 2, 1, 3, 3, 2, 1, 3),
    (4, 4, 4, 4, 4, 3, 3, 1),
)

# Stores in the order in which a smaller chain would open them; Jakarta has two.
STORE_CITIES = (
    "JKT", "BDG", "SBY", "YOG", "MDN", "SMG", "MKS", "DPS", "TNG", "BKS", "PLM", "MLG", "BPN",
    "JKT",
)  # fmt: skip
# code, name, city of the postcode and rates, street
CENTERS = (
    ("CKR90", "Cikarang", "BKS", "Kawasan Industri Cikarang Blok C"),
    ("SDA90", "Sidoarjo", "SBY", "Kawasan Pergudangan Sidoarjo 8"),
)
CARE_CODE = "CAR01"
