<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="id" sourcelanguage="en_GB">
<context>
    <name>Action</name>
    <message>
        <source>Scan</source>
        <translation>Pindai</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Pesanan</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>Langkah berikut</translation>
    </message>
    <message>
        <source>Short</source>
        <translation>Kurang</translation>
    </message>
    <message>
        <source>Undo pick</source>
        <translation>Batal ambil</translation>
    </message>
    <message>
        <source>ID seen</source>
        <translation>KTP dilihat</translation>
    </message>
    <message>
        <source>Who collects</source>
        <translation>Pengambil</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>Pembayaran</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>Serahkan</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Cetak</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Segarkan</translation>
    </message>
</context>
<context>
    <name>BoardView</name>
    <message>
        <source>Nothing to pick.</source>
        <translation>Tidak ada yang perlu disiapkan.</translation>
    </message>
    <message>
        <source>Nobody is picking.</source>
        <translation>Belum ada yang menyiapkan.</translation>
    </message>
    <message>
        <source>Nothing waits for its customer.</source>
        <translation>Tidak ada yang menunggu pelanggan.</translation>
    </message>
    <message>
        <source>Nothing is on its way.</source>
        <translation>Tidak ada yang sedang dikirim.</translation>
    </message>
    <message>
        <source>Collected orders</source>
        <translation>Pesanan yang sudah diambil</translation>
    </message>
    <message>
        <source>Nothing was collected here yet.</source>
        <translation>Belum ada yang diambil di sini.</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Pelanggan</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>Barang</translation>
    </message>
    <message>
        <source>Collected</source>
        <translation>Sudah diambil</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Terkirim</translation>
    </message>
    <message>
        <source>from {place}</source>
        <translation>dari {place}</translation>
    </message>
    <message>
        <source>for {place}</source>
        <translation>untuk {place}</translation>
    </message>
    <message>
        <source>Bin {bin}</source>
        <translation>Rak {bin}</translation>
    </message>
    <message>
        <source>you</source>
        <translation>Anda</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>terkirim</translation>
    </message>
    <message>
        <source>unsent</source>
        <translation>belum terkirim</translation>
    </message>
</context>
<context>
    <name>Checks</name>
    <message>
        <source>ID seen: name matches</source>
        <translation>KTP dilihat: nama cocok</translation>
    </message>
    <message>
        <source>Someone else is collecting</source>
        <translation>Diambil orang lain</translation>
    </message>
    <message>
        <source>Name of the collector</source>
        <translation>Nama pengambil</translation>
    </message>
    <message>
        <source>Name as on their ID</source>
        <translation>Nama sesuai KTP</translation>
    </message>
    <message>
        <source>Pickup code matched</source>
        <translation>Kode ambil cocok</translation>
    </message>
    <message>
        <source>at {time}</source>
        <translation>pukul {time}</translation>
    </message>
    <message>
        <source>Pickup code</source>
        <translation>Kode ambil</translation>
    </message>
    <message>
        <source>not shown</source>
        <translation>tidak ditunjukkan</translation>
    </message>
    <message>
        <source>Collector&apos;s ID seen</source>
        <translation>KTP pengambil dilihat</translation>
    </message>
</context>
<context>
    <name>LineRows</name>
    <message numerus="yes">
        <source>%n short</source>
        <translation>
            <numerusform>%n kurang</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ParcelView</name>
    <message>
        <source>Bin</source>
        <translation>Rak</translation>
    </message>
    <message>
        <source>Hand over and print slip</source>
        <translation>Serahkan dan cetak slip</translation>
    </message>
    <message>
        <source>Short</source>
        <translation>Kurang</translation>
    </message>
    <message>
        <source>Undo pick</source>
        <translation>Batal ambil</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>Kembalikan ke rak</translation>
    </message>
    <message>
        <source>Let go</source>
        <translation>Lepaskan</translation>
    </message>
    <message>
        <source>Choose an order, or scan.</source>
        <translation>Pilih pesanan, atau pindai.</translation>
    </message>
    <message>
        <source>Handed over here at {time}, unsent</source>
        <translation>Diserahkan di sini pukul {time}, belum terkirim</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>Serahkan</translation>
    </message>
    <message>
        <source>Arriving from {place}</source>
        <translation>Datang dari {place}</translation>
    </message>
    <message>
        <source>{step} for {place}</source>
        <translation>{step} untuk {place}</translation>
    </message>
    <message>
        <source>{amount} paid</source>
        <translation>{amount} lunas</translation>
    </message>
    <message>
        <source>{amount} to pay</source>
        <translation>{amount} belum dibayar</translation>
    </message>
    <message>
        <source>Take it over</source>
        <translation>Ambil alih</translation>
    </message>
    <message>
        <source>Claim and pick</source>
        <translation>Ambil tugas dan siapkan</translation>
    </message>
    <message>
        <source>It leaves for {place}</source>
        <translation>Berangkat ke {place}</translation>
    </message>
    <message>
        <source>All of it is here. Scan a bin.</source>
        <translation>Semuanya sudah ada. Pindai rak.</translation>
    </message>
    <message>
        <source>Scan what is in it, one by one, then a bin.</source>
        <translation>Pindai isinya satu per satu, lalu rak.</translation>
    </message>
    <message>
        <source>All picked. Pack it and give it to the driver.</source>
        <translation>Semua sudah diambil. Kemas dan serahkan ke pengantar.</translation>
    </message>
    <message>
        <source>All picked. Scan a bin.</source>
        <translation>Semua sudah diambil. Pindai rak.</translation>
    </message>
    <message>
        <source>Scan the items, one by one.</source>
        <translation>Pindai barangnya satu per satu.</translation>
    </message>
    <message>
        <source>Cancelled {day} {time}.</source>
        <translation>Dibatalkan {day} {time}.</translation>
    </message>
    <message>
        <source>Handed over {day} {time}. {proof}.</source>
        <translation>Diserahkan {day} {time}. {proof}.</translation>
    </message>
    <message numerus="yes">
        <source>%n of {name} missing: why?</source>
        <translation>
            <numerusform>{name} kurang %n: kenapa?</numerusform>
        </translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Tidak ditemukan</translation>
    </message>
    <message>
        <source>the shelf is counted as empty</source>
        <translation>rak dianggap kosong</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>Rusak</translation>
    </message>
    <message>
        <source>moves to damaged stock</source>
        <translation>dipindah ke stok rusak</translation>
    </message>
    <message>
        <source>Display only</source>
        <translation>Hanya pajangan</translation>
    </message>
    <message>
        <source>cannot be sold, moves to damaged stock</source>
        <translation>tidak dijual, dipindah ke stok rusak</translation>
    </message>
    <message>
        <source>Wrong stock figure</source>
        <translation>Angka stok salah</translation>
    </message>
    <message>
        <source>corrected by what is missing</source>
        <translation>dikoreksi sebanyak yang kurang</translation>
    </message>
    <message>
        <source>Another store</source>
        <translation>Toko lain</translation>
    </message>
    <message>
        <source>It is lost</source>
        <translation>Paketnya hilang</translation>
    </message>
    <message>
        <source>the order gets its goods from elsewhere</source>
        <translation>barang pesanan dicari dari tempat lain</translation>
    </message>
    <message>
        <source>It may still come</source>
        <translation>Mungkin masih datang</translation>
    </message>
    <message>
        <source>The parcel does not come?</source>
        <translation>Paketnya tidak datang?</translation>
    </message>
    <message>
        <source>one that can send it to {place}</source>
        <translation>yang bisa mengirim ke {place}</translation>
    </message>
    <message>
        <source>the nearest one that has it</source>
        <translation>yang terdekat dan punya stok</translation>
    </message>
    <message>
        <source>Wait for stock</source>
        <translation>Tunggu stok</translation>
    </message>
    <message>
        <source>backordered here</source>
        <translation>dipesan ulang di sini</translation>
    </message>
    <message>
        <source>Cancel and refund</source>
        <translation>Batalkan dan refund</translation>
    </message>
    <message>
        <source>what was paid for it goes back</source>
        <translation>yang sudah dibayar dikembalikan</translation>
    </message>
    <message>
        <source>What does the customer want?</source>
        <translation>Pelanggan mau apa?</translation>
    </message>
    <message>
        <source>backordered at {place}</source>
        <translation>menunggu stok di {place}</translation>
    </message>
    <message>
        <source>Nobody came</source>
        <translation>Tidak ada yang datang</translation>
    </message>
    <message>
        <source>Wrong contents</source>
        <translation>Isinya salah</translation>
    </message>
    <message>
        <source>Needed elsewhere</source>
        <translation>Dibutuhkan di tempat lain</translation>
    </message>
    <message>
        <source>Everything goes back to the shelf and is picked again: why?</source>
        <translation>Semua kembali ke rak dan disiapkan lagi: kenapa?</translation>
    </message>
    <message>
        <source>Which order?</source>
        <translation>Pesanan yang mana?</translation>
    </message>
</context>
<context>
    <name>PickupPage</name>
    <message>
        <source>Show</source>
        <translation>Tampilkan</translation>
    </message>
    <message>
        <source>Board</source>
        <translation>Papan</translation>
    </message>
    <message>
        <source>Pickup</source>
        <translation>Ambil di toko</translation>
    </message>
    <message>
        <source>A new order is to be picked.</source>
        <translation>Ada pesanan baru untuk disiapkan.</translation>
    </message>
    <message>
        <source>The board could not be read.</source>
        <translation>Papan tidak dapat dibaca.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Tidak ada yang berubah.</translation>
    </message>
    <message numerus="yes">
        <source>%n late</source>
        <translation>
            <numerusform>%n terlambat</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n due in 30 min</source>
        <translation>
            <numerusform>%n dalam 30 mnt</numerusform>
        </translation>
    </message>
    <message>
        <source>Scan what came, then a bin</source>
        <translation>Pindai yang datang, lalu rak</translation>
    </message>
    <message>
        <source>Scan a bin</source>
        <translation>Pindai rak</translation>
    </message>
    <message>
        <source>Scan pickup code, item or bin — or type order, name, phone</source>
        <translation>Pindai kode ambil, barang, rak — atau ketik pesanan, nama, telepon</translation>
    </message>
    <message>
        <source>Print slip again</source>
        <translation>Cetak ulang slip</translation>
    </message>
    <message>
        <source>Print bag label</source>
        <translation>Cetak label tas</translation>
    </message>
    <message>
        <source>Nothing here is called “{code}”.</source>
        <translation>Tidak ada yang bernama “{code}” di sini.</translation>
    </message>
    <message>
        <source>All of it is picked already.</source>
        <translation>Semuanya sudah diambil.</translation>
    </message>
    <message>
        <source>This goes to {place}: F12 once it leaves.</source>
        <translation>Ini untuk {place}: F12 saat berangkat.</translation>
    </message>
    <message>
        <source>More of this came than was sent: put it aside.</source>
        <translation>Yang datang lebih dari yang dikirim: sisihkan.</translation>
    </message>
    <message>
        <source>{n} of {all} came. Scan the bin again if that is all.</source>
        <translation>{n} dari {all} datang. Pindai rak lagi bila memang hanya itu.</translation>
    </message>
    <message>
        <source>{name}: not in this order; it is in {number}.</source>
        <translation>{name}: bukan di pesanan ini; adanya di {number}.</translation>
    </message>
    <message>
        <source>{name}: not in this order.</source>
        <translation>{name}: bukan di pesanan ini.</translation>
    </message>
    <message>
        <source>Who is collecting? Type the name as on their ID.</source>
        <translation>Siapa yang mengambil? Ketik nama sesuai KTP.</translation>
    </message>
    <message>
        <source>See the ID first, then press Space.</source>
        <translation>Lihat KTP dulu, lalu tekan Spasi.</translation>
    </message>
    <message>
        <source>It has to be paid first (F7).</source>
        <translation>Harus dibayar dulu (F7).</translation>
    </message>
</context>
<context>
    <name>Refusal</name>
    <message>
        <source>This was handed over at {time} already.</source>
        <translation>Ini sudah diserahkan pukul {time}.</translation>
    </message>
    <message>
        <source>This was handed over already.</source>
        <translation>Ini sudah diserahkan.</translation>
    </message>
    <message>
        <source>There is no bin {bin} here for parcels that wait.</source>
        <translation>Di sini tidak ada rak {bin} untuk paket yang menunggu.</translation>
    </message>
    <message>
        <source>It has to be paid first (F7).</source>
        <translation>Harus dibayar dulu (F7).</translation>
    </message>
    <message>
        <source>All of it is picked already.</source>
        <translation>Semuanya sudah diambil.</translation>
    </message>
    <message>
        <source>There are not so many units left to do this with.</source>
        <translation>Jumlah yang tersisa tidak sebanyak itu.</translation>
    </message>
    <message>
        <source>It is not in its bin yet: pick it first.</source>
        <translation>Belum ada di rak: siapkan dulu.</translation>
    </message>
    <message>
        <source>What is in this parcel has changed. Look at it again, then press F12.</source>
        <translation>Isi pesanan ini berubah. Periksa lagi, lalu tekan F12.</translation>
    </message>
    <message>
        <source>Who is collecting? Type the name (F4).</source>
        <translation>Siapa yang mengambil? Ketik namanya (F4).</translation>
    </message>
    <message>
        <source>A hold keeps this order here.</source>
        <translation>Pesanan ini sedang ditahan.</translation>
    </message>
    <message>
        <source>Not everything is picked; mark what is missing as short.</source>
        <translation>Belum semua diambil; catat yang tidak ada sebagai kurang.</translation>
    </message>
    <message>
        <source>Nothing of it is picked yet.</source>
        <translation>Belum ada yang diambil.</translation>
    </message>
    <message>
        <source>This one goes to no other store.</source>
        <translation>Ini tidak dikirim ke toko lain.</translation>
    </message>
    <message>
        <source>Nothing of it was scanned yet: scan what came.</source>
        <translation>Belum ada yang dipindai: pindai yang datang.</translation>
    </message>
    <message>
        <source>This one is shipped, not collected.</source>
        <translation>Yang ini dikirim, bukan diambil.</translation>
    </message>
    <message>
        <source>Too long ago to undo. Put the parcel back, or take the goods as a return.</source>
        <translation>Sudah terlalu lama untuk dibatalkan. Kembalikan paketnya, atau terima barangnya sebagai retur.</translation>
    </message>
    <message>
        <source>This short pick is not known on this computer.</source>
        <translation>Catatan barang kurang ini tidak dikenal di komputer ini.</translation>
    </message>
    <message>
        <source>The item was cancelled for the customer already. Add it to the order again.</source>
        <translation>Barang ini sudah dibatalkan untuk pelanggan. Tambahkan lagi ke pesanan.</translation>
    </message>
    <message>
        <source>The item goes another way by now: somebody else has it in hand.</source>
        <translation>Barangnya sudah diurus dari tempat lain; sudah ada yang memegangnya.</translation>
    </message>
    <message>
        <source>The shelf was counted since then. Nothing was changed.</source>
        <translation>Rak sudah dihitung sejak itu. Tidak ada yang diubah.</translation>
    </message>
    <message>
        <source>Part of it came back as a return. Nothing was changed.</source>
        <translation>Sebagian sudah kembali sebagai retur. Tidak ada yang diubah.</translation>
    </message>
    <message>
        <source>This item is not in this order.</source>
        <translation>Barang ini bukan di pesanan ini.</translation>
    </message>
    <message>
        <source>This parcel is not known on this computer.</source>
        <translation>Paket ini tidak dikenal di komputer ini.</translation>
    </message>
    <message>
        <source>This was undone already.</source>
        <translation>Ini sudah dibatalkan.</translation>
    </message>
    <message>
        <source>More was taken than is to be paid.</source>
        <translation>Yang diterima lebih dari yang harus dibayar.</translation>
    </message>
    <message>
        <source>Cash needs an open drawer at this computer.</source>
        <translation>Tunai perlu laci yang terbuka di komputer ini.</translation>
    </message>
    <message>
        <source>Type the approval code from the terminal.</source>
        <translation>Ketik kode persetujuan dari mesin EDC.</translation>
    </message>
    <message>
        <source>Never type a card number; the approval code is enough.</source>
        <translation>Jangan ketik nomor kartu; cukup kode persetujuan.</translation>
    </message>
</context>
<context>
    <name>Till</name>
    <message>
        <source>To pay now</source>
        <translation>Dibayar sekarang</translation>
    </message>
    <message>
        <source>Paid by</source>
        <translation>Dibayar dengan</translation>
    </message>
    <message>
        <source>Cash received</source>
        <translation>Uang diterima</translation>
    </message>
    <message>
        <source>Approval code</source>
        <translation>Kode persetujuan</translation>
    </message>
    <message>
        <source>From the terminal</source>
        <translation>Dari mesin EDC</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>Tunai</translation>
    </message>
    <message>
        <source>Card terminal</source>
        <translation>Mesin EDC</translation>
    </message>
    <message>
        <source>{amount} is missing.</source>
        <translation>Kurang {amount}.</translation>
    </message>
    <message>
        <source>Type the approval code from the terminal.</source>
        <translation>Ketik kode persetujuan dari mesin EDC.</translation>
    </message>
    <message>
        <source>Paid now</source>
        <translation>Sudah dibayar</translation>
    </message>
    <message>
        <source>Give back {amount}.</source>
        <translation>Kembalikan {amount}.</translation>
    </message>
    <message>
        <source>No drawer is open at this computer: cash cannot be taken.</source>
        <translation>Belum ada laci terbuka di komputer ini: tunai tidak bisa diterima.</translation>
    </message>
</context>
<context>
    <name>Work</name>
    <message>
        <source>One taken back: put it on the shelf again.</source>
        <translation>Satu dibatalkan: taruh lagi di rak.</translation>
    </message>
    <message>
        <source>Marked as short; the stock figure is corrected.</source>
        <translation>Dicatat kurang; angka stok dikoreksi.</translation>
    </message>
    <message>
        <source>Found after all: it is to be picked here again.</source>
        <translation>Ternyata ada: ambil lagi di sini.</translation>
    </message>
    <message>
        <source>Ready in {bin}; the customer is told.</source>
        <translation>Siap diambil di {bin}; pelanggan diberi tahu.</translation>
    </message>
    <message>
        <source>Not ready any more: it waits for a bin again.</source>
        <translation>Batal siap: menunggu rak lagi.</translation>
    </message>
    <message>
        <source>On its way to {place}. The label is printed.</source>
        <translation>Dalam perjalanan ke {place}. Label dicetak.</translation>
    </message>
    <message>
        <source>It has not left: it is still here.</source>
        <translation>Belum berangkat: masih di sini.</translation>
    </message>
    <message>
        <source>Lost; its goods come from elsewhere if they can.</source>
        <translation>Hilang; barangnya dicari dari tempat lain.</translation>
    </message>
    <message>
        <source>Nobody waits for it any more: it goes on the shelf here.</source>
        <translation>Tidak ada lagi yang menunggunya: taruh di rak toko ini.</translation>
    </message>
    <message>
        <source>Everything is to go back to the shelf.</source>
        <translation>Semuanya harus kembali ke rak.</translation>
    </message>
    <message>
        <source>Handed over. The slip is sent to the printer.</source>
        <translation>Sudah diserahkan. Slip dikirim ke printer.</translation>
    </message>
    <message>
        <source>Not handed over: it lies in its bin. Money stays taken.</source>
        <translation>Batal diserahkan: barang ada di raknya. Uang tetap diterima.</translation>
    </message>
    <message>
        <source>Sent to the printer.</source>
        <translation>Dikirim ke printer.</translation>
    </message>
</context>
<context>
    <name>pickup</name>
    <message>
        <source>{age} late</source>
        <translation>telat {age}</translation>
    </message>
    <message>
        <source>no time set</source>
        <translation>tanpa waktu</translation>
    </message>
    <message>
        <source>%n item(s)</source>
        <translation>%n barang</translation>
    </message>
    <message>
        <source>To pick</source>
        <translation>Perlu disiapkan</translation>
    </message>
    <message>
        <source>Picking</source>
        <translation>Disiapkan</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Siap diambil</translation>
    </message>
    <message>
        <source>Arriving</source>
        <translation>Dalam kiriman</translation>
    </message>
    <message>
        <source>Collected</source>
        <translation>Sudah diambil</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Dibatalkan</translation>
    </message>
    <message>
        <source>Someone else collected; their ID was seen</source>
        <translation>Diambil orang lain; KTP-nya dilihat</translation>
    </message>
    <message>
        <source>ID was seen</source>
        <translation>KTP dilihat</translation>
    </message>
    <message>
        <source>On hold: the payment has not come yet</source>
        <translation>Ditahan: pembayaran belum masuk</translation>
    </message>
    <message>
        <source>On hold: being checked for fraud</source>
        <translation>Ditahan: diperiksa atas dugaan penipuan</translation>
    </message>
    <message>
        <source>On hold: not to be handed over</source>
        <translation>Ditahan: jangan diserahkan</translation>
    </message>
    <message>
        <source>This code is not from our server. Ask for the order number and an ID.</source>
        <translation>Kode ini bukan dari server kita. Minta nomor pesanan dan kartu identitas.</translation>
    </message>
    <message>
        <source>The code of {number} was good until {time}. Look the order up by number.</source>
        <translation>Kode {number} berlaku sampai {time}. Cari pesanannya dengan nomor.</translation>
    </message>
    <message>
        <source>{number} waits at {place}, not here.</source>
        <translation>{number} menunggu di {place}, bukan di sini.</translation>
    </message>
    <message>
        <source>{number} was collected already, {time}.</source>
        <translation>{number} sudah diambil, {time}.</translation>
    </message>
    <message>
        <source>The code of {number} is genuine, but this computer does not have the order. Hand it over at a computer that has it.</source>
        <translation>Kode {number} asli, tapi pesanannya tidak ada di komputer ini. Serahkan di komputer yang punya pesanannya.</translation>
    </message>
    <message>
        <source>another store</source>
        <translation>toko lain</translation>
    </message>
</context>
</TS>
