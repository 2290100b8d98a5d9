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
        <source>Reason, condition</source>
        <translation>Alasan, kondisi</translation>
    </message>
    <message>
        <source>Tick line</source>
        <translation>Pilih baris</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>Jumlah</translation>
    </message>
    <message>
        <source>No receipt</source>
        <translation>Tanpa struk</translation>
    </message>
    <message>
        <source>Exchange</source>
        <translation>Tukar</translation>
    </message>
    <message>
        <source>Money back</source>
        <translation>Uang kembali</translation>
    </message>
    <message>
        <source>By mail, waiting</source>
        <translation>Kiriman, menunggu</translation>
    </message>
    <message>
        <source>Print again</source>
        <translation>Cetak lagi</translation>
    </message>
    <message>
        <source>Refund</source>
        <translation>Refund</translation>
    </message>
</context>
<context>
    <name>Bench</name>
    <message>
        <source>Item without receipt</source>
        <translation>Barang tanpa struk</translation>
    </message>
    <message>
        <source>All of {name} is chosen.</source>
        <translation>Semua {name} sudah dipilih.</translation>
    </message>
    <message>
        <source>{n} of {all} lines chosen</source>
        <translation>{n} dari {all} baris dipilih</translation>
    </message>
    <message>
        <source>{amount} of this order was given back before</source>
        <translation>{amount} dari pesanan ini sudah dikembalikan</translation>
    </message>
    <message>
        <source>lowest price, store credit only, ID needed</source>
        <translation>harga terendah, hanya kredit toko, perlu KTP</translation>
    </message>
    <message>
        <source>{number} comes by mail: {all} announced, {n} here</source>
        <translation>{number} dikirim: {all} diberitahukan, {n} sudah di sini</translation>
    </message>
    <message>
        <source>Why does {name} come back?</source>
        <translation>Mengapa {name} diretur?</translation>
    </message>
    <message>
        <source>In which state is {name}?</source>
        <translation>Bagaimana kondisi {name}?</translation>
    </message>
</context>
<context>
    <name>BlindView</name>
    <message>
        <source>Sales it may come from</source>
        <translation>Kemungkinan asal penjualan</translation>
    </message>
    <message>
        <source>Why is it coming back?</source>
        <translation>Mengapa diretur?</translation>
    </message>
    <message>
        <source>What state is it in?</source>
        <translation>Bagaimana kondisinya?</translation>
    </message>
    <message>
        <source>Phone of the customer</source>
        <translation>Telepon pelanggan</translation>
    </message>
    <message>
        <source>Phone number, then Enter</source>
        <translation>Nomor telepon, lalu Enter</translation>
    </message>
    <message>
        <source>Name of the customer</source>
        <translation>Nama pelanggan</translation>
    </message>
    <message>
        <source>Full name</source>
        <translation>Nama lengkap</translation>
    </message>
    <message>
        <source>Identity document</source>
        <translation>Kartu identitas</translation>
    </message>
    <message>
        <source>Not seen yet</source>
        <translation>Belum dilihat</translation>
    </message>
    <message>
        <source>Document seen</source>
        <translation>KTP dilihat</translation>
    </message>
    <message>
        <source>Which sale does it come from? Type a phone number or the last 4 of a card to narrow it.</source>
        <translation>Dari penjualan mana? Ketik nomor telepon atau 4 angka akhir kartu untuk mempersempit.</translation>
    </message>
    <message>
        <source>Who brings it?</source>
        <translation>Siapa yang membawa?</translation>
    </message>
    <message>
        <source>None of these, without a receipt</source>
        <translation>Bukan ini, tanpa struk</translation>
    </message>
    <message>
        <source>lowest price, store credit only, ID needed</source>
        <translation>harga terendah, hanya kredit toko, perlu KTP</translation>
    </message>
    <message>
        <source>Why does {name} come back?</source>
        <translation>Mengapa {name} diretur?</translation>
    </message>
    <message>
        <source>In which state is {name}?</source>
        <translation>Bagaimana kondisi {name}?</translation>
    </message>
    <message>
        <source>Store credit needs a phone number and a name.</source>
        <translation>Kredit toko perlu nomor telepon dan nama.</translation>
    </message>
    <message>
        <source>Look at an identity document first.</source>
        <translation>Lihat kartu identitas dulu.</translation>
    </message>
    <message>
        <source>{price} is the lowest price of {n} days · rule {code} · + and − change how many</source>
        <translation>{price} harga terendah dalam {n} hari · aturan {code} · + dan − mengubah jumlah</translation>
    </message>
    <message>
        <source>{name} may bring back {n} more of {all} units in {days} days</source>
        <translation>{name} masih boleh meretur {n} dari {all} unit dalam {days} hari</translation>
    </message>
</context>
<context>
    <name>ExchangeCard</name>
    <message>
        <source>Exchange instead</source>
        <translation>Tukar saja</translation>
    </message>
    <message>
        <source>Sizes to take instead</source>
        <translation>Ukuran penggantinya</translation>
    </message>
    <message>
        <source>No item “{code}” is sold.</source>
        <translation>Tidak ada barang “{code}” yang dijual.</translation>
    </message>
    <message>
        <source>{n} here</source>
        <translation>{n} di sini</translation>
    </message>
    <message>
        <source>{n} at {site}, picked up there</source>
        <translation>{n} di {site}, diambil di sana</translation>
    </message>
    <message>
        <source>none anywhere</source>
        <translation>kosong di semua tempat</translation>
    </message>
    <message>
        <source>Even</source>
        <translation>Impas</translation>
    </message>
    <message>
        <source>Scan what is taken instead. F6 again ends it.</source>
        <translation>Pindai penggantinya. F6 lagi untuk selesai.</translation>
    </message>
    <message>
        <source>Another size by its digit, other goods by F6 and a scan.</source>
        <translation>Ukuran lain dengan angkanya, barang lain dengan F6 lalu pindai.</translation>
    </message>
</context>
<context>
    <name>Finding</name>
    <message>
        <source>This return is not here yet: scan its order number.</source>
        <translation>Retur ini belum ada di sini: pindai nomor pesanannya.</translation>
    </message>
    <message>
        <source>Not in this order: {code}</source>
        <translation>Tidak ada di pesanan ini: {code}</translation>
    </message>
    <message>
        <source>No order for “{code}” on this desk.</source>
        <translation>Tidak ada pesanan untuk “{code}” di meja ini.</translation>
    </message>
    <message>
        <source>Search the server</source>
        <translation>Cari di server</translation>
    </message>
    <message>
        <source>Asking the server for “{code}”…</source>
        <translation>Menanyakan “{code}” ke server…</translation>
    </message>
    <message>
        <source>The server knows no “{code}”.</source>
        <translation>Server tidak mengenal “{code}”.</translation>
    </message>
    <message>
        <source>The server is away. Only orders on this desk can come back until it is here again.</source>
        <translation>Server tidak terhubung. Hanya pesanan di meja ini yang bisa diretur sampai server kembali.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Coba lagi</translation>
    </message>
</context>
<context>
    <name>Heads</name>
    <message>
        <source>Item</source>
        <translation>Barang</translation>
    </message>
    <message>
        <source>May it come back?</source>
        <translation>Boleh diretur?</translation>
    </message>
    <message>
        <source>Paid each</source>
        <translation>Dibayar/pcs</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Retur</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Nilai</translation>
    </message>
</context>
<context>
    <name>LineDetail</name>
    <message>
        <source>Why is it coming back?</source>
        <translation>Mengapa diretur?</translation>
    </message>
    <message>
        <source>What state is it in?</source>
        <translation>Bagaimana kondisinya?</translation>
    </message>
    <message>
        <source>Where the goods go</source>
        <translation>Tujuan barang</translation>
    </message>
    <message>
        <source>takes 1</source>
        <translation>memilih 1</translation>
    </message>
</context>
<context>
    <name>LineRow</name>
    <message numerus="yes">
        <source>%n bought</source>
        <translation>
            <numerusform>%n dibeli</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n returned</source>
        <translation>
            <numerusform>%n diretur</numerusform>
        </translation>
    </message>
    <message>
        <source>{price} less {names}</source>
        <translation>{price} dikurangi {names}</translation>
    </message>
    <message>
        <source>{price} less</source>
        <translation>{price} dikurangi diskon</translation>
    </message>
    <message>
        <source>{n} of {all}</source>
        <translation>{n} dari {all}</translation>
    </message>
    <message>
        <source>of {all}</source>
        <translation>dari {all}</translation>
    </message>
</context>
<context>
    <name>MoneyPanel</name>
    <message>
        <source>Money goes back to</source>
        <translation>Uang kembali ke</translation>
    </message>
    <message>
        <source>Refund</source>
        <translation>Refund</translation>
    </message>
    <message>
        <source>Prints the refund receipt</source>
        <translation>Mencetak struk refund</translation>
    </message>
    <message>
        <source>As paid</source>
        <translation>Semula</translation>
    </message>
    <message>
        <source>Store credit</source>
        <translation>Kredit toko</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>Tunai</translation>
    </message>
    <message>
        <source>Exchange, even</source>
        <translation>Tukar, impas</translation>
    </message>
    <message>
        <source>Refund {amount}</source>
        <translation>Refund {amount}</translation>
    </message>
    <message>
        <source>Store credit only</source>
        <translation>Hanya kredit toko</translation>
    </message>
    <message>
        <source>The rest is paid by</source>
        <translation>Sisanya dibayar dengan</translation>
    </message>
    <message>
        <source>To pay</source>
        <translation>Dibayar</translation>
    </message>
    <message>
        <source>All of it is given at once</source>
        <translation>Semua diberikan sekarang</translation>
    </message>
    <message>
        <source>{amount} waits for the payment provider</source>
        <translation>{amount} menunggu penyedia pembayaran</translation>
    </message>
    <message>
        <source>of {amount} paid</source>
        <translation>dari {amount} dibayar</translation>
    </message>
    <message>
        <source>from the open drawer</source>
        <translation>dari laci yang terbuka</translation>
    </message>
    <message>
        <source>for {name}</source>
        <translation>untuk {name}</translation>
    </message>
    <message>
        <source>the customer</source>
        <translation>pelanggan</translation>
    </message>
    <message numerus="yes">
        <source>%n more tender(s)</source>
        <translation>
            <numerusform>%n cara bayar lagi</numerusform>
        </translation>
    </message>
    <message>
        <source>in proportion to what was paid</source>
        <translation>sebanding dengan yang dibayar</translation>
    </message>
    <message>
        <source>Nothing chosen yet</source>
        <translation>Belum ada yang dipilih</translation>
    </message>
    <message numerus="yes">
        <source>%n more line(s)</source>
        <translation>
            <numerusform>%n baris lagi</numerusform>
        </translation>
    </message>
    <message>
        <source>{names} no longer earned</source>
        <translation>{names} tidak lagi berlaku</translation>
    </message>
    <message>
        <source>what stays does not reach its terms</source>
        <translation>yang tersisa tidak memenuhi syaratnya</translation>
    </message>
    <message>
        <source>Promotion taken off before</source>
        <translation>Promosi yang dulu dipotong</translation>
    </message>
    <message>
        <source>Delivery of {amount} stays with the order</source>
        <translation>Ongkir {amount} tidak dikembalikan</translation>
    </message>
    <message>
        <source>Rounding</source>
        <translation>Pembulatan</translation>
    </message>
    <message>
        <source>Was never paid</source>
        <translation>Belum pernah dibayar</translation>
    </message>
    <message>
        <source>incl. tax</source>
        <translation>termasuk pajak</translation>
    </message>
    <message>
        <source>Credit {amount}</source>
        <translation>Kredit {amount}</translation>
    </message>
    <message>
        <source>Take {amount}</source>
        <translation>Terima {amount}</translation>
    </message>
    <message>
        <source>{n} × {name}</source>
        <translation>{n} × {name}</translation>
    </message>
    <message>
        <source>after {amount} of {names}</source>
        <translation>setelah {amount} dari {names}</translation>
    </message>
    <message>
        <source>discount</source>
        <translation>diskon</translation>
    </message>
</context>
<context>
    <name>Opening</name>
    <message>
        <source>Not in this order: {code}</source>
        <translation>Tidak ada di pesanan ini: {code}</translation>
    </message>
    <message>
        <source>{number} was put aside, nothing was refunded.</source>
        <translation>{number} disisihkan, tidak ada yang direfund.</translation>
    </message>
</context>
<context>
    <name>OrderHeader</name>
    <message numerus="yes">
        <source>%n unit(s) returned in other stores</source>
        <translation>
            <numerusform>%n unit diretur di toko lain</numerusform>
        </translation>
    </message>
    <message>
        <source>Other stores unknown while offline</source>
        <translation>Toko lain tidak diketahui saat luring</translation>
    </message>
    <message>
        <source>No return in other stores</source>
        <translation>Tidak ada retur di toko lain</translation>
    </message>
    <message>
        <source>bought {day}, {site}</source>
        <translation>dibeli {day}, {site}</translation>
    </message>
    <message>
        <source>bought {day}</source>
        <translation>dibeli {day}</translation>
    </message>
    <message>
        <source>paid {amount}</source>
        <translation>dibayar {amount}</translation>
    </message>
</context>
<context>
    <name>Parts</name>
    <message>
        <source>Orders found</source>
        <translation>Pesanan ditemukan</translation>
    </message>
    <message>
        <source>Which order comes back?</source>
        <translation>Pesanan mana yang diretur?</translation>
    </message>
    <message>
        <source>Receipt, order, phone or item</source>
        <translation>Struk, pesanan, telepon, atau barang</translation>
    </message>
    <message>
        <source>Scan what is taken instead</source>
        <translation>Pindai barang penggantinya</translation>
    </message>
    <message>
        <source>Scan receipt, slip or item — or type order number or phone</source>
        <translation>Pindai struk, slip, atau barang — atau ketik nomor pesanan atau telepon</translation>
    </message>
    <message>
        <source>Scan the receipt or the item, or type the order number or a phone number.</source>
        <translation>Pindai struk atau barangnya, atau ketik nomor pesanan atau telepon.</translation>
    </message>
</context>
<context>
    <name>ReturnsPage</name>
    <message>
        <source>Returns</source>
        <translation>Retur</translation>
    </message>
    <message>
        <source>Scan the item that has no receipt.</source>
        <translation>Pindai barang yang tanpa struk.</translation>
    </message>
    <message>
        <source>Tick what comes back first, then what is taken instead.</source>
        <translation>Centang dulu yang diretur, lalu penggantinya.</translation>
    </message>
</context>
<context>
    <name>Settling</name>
    <message>
        <source>{number}: done</source>
        <translation>{number}: selesai</translation>
    </message>
    <message>
        <source>{number} waits for a manager: F8 shows it.</source>
        <translation>{number} menunggu manajer: lihat dengan F8.</translation>
    </message>
    <message>
        <source>{number} may be sent · slip sent to the printer</source>
        <translation>{number} boleh dikirim · slip dikirim ke printer</translation>
    </message>
    <message>
        <source>Print again</source>
        <translation>Cetak lagi</translation>
    </message>
</context>
<context>
    <name>Showing</name>
    <message>
        <source>{n} × {name}, at {site}</source>
        <translation>{n} × {name}, di {site}</translation>
    </message>
    <message>
        <source>{n} × {name}</source>
        <translation>{n} × {name}</translation>
    </message>
    <message>
        <source>Without a receipt the server is needed: it is away.</source>
        <translation>Tanpa struk perlu server, dan server tidak terhubung.</translation>
    </message>
    <message>
        <source>Offline since {time}: up to {amount} per order, orders on this desk only; card refunds are queued.</source>
        <translation>Luring sejak {time}: paling banyak {amount} per pesanan, hanya pesanan di meja ini; refund kartu mengantre.</translation>
    </message>
</context>
<context>
    <name>TopUp</name>
    <message>
        <source>The rest is paid by</source>
        <translation>Sisanya dibayar dengan</translation>
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
        <source>Take {amount} in cash.</source>
        <translation>Terima {amount} tunai.</translation>
    </message>
    <message>
        <source>Take {amount} by card, then type its approval code.</source>
        <translation>Terima {amount} dengan kartu, lalu ketik kode persetujuannya.</translation>
    </message>
</context>
<context>
    <name>WaitingView</name>
    <message>
        <source>Return</source>
        <translation>Retur</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Waits for</source>
        <translation>Menunggu</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Sejak</translation>
    </message>
    <message>
        <source>Returns and refunds that wait</source>
        <translation>Retur dan refund yang menunggu</translation>
    </message>
    <message>
        <source>No return is on its way and no refund waits.</source>
        <translation>Tidak ada retur di jalan dan tidak ada refund yang menunggu.</translation>
    </message>
    <message>
        <source>What is done with it</source>
        <translation>Tindakannya</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Alasan</translation>
    </message>
    <message>
        <source>Why, then Enter</source>
        <translation>Alasan, lalu Enter</translation>
    </message>
    <message numerus="yes">
        <source>%n unit(s) announced</source>
        <translation>
            <numerusform>%n unit diberitahukan</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is owed</source>
        <translation>Tidak ada utang</translation>
    </message>
    <message>
        <source>What is done with {number}?</source>
        <translation>{number} diapakan?</translation>
    </message>
    <message>
        <source>no drawer is open</source>
        <translation>tidak ada laci yang terbuka</translation>
    </message>
    <message>
        <source>the order has no customer</source>
        <translation>pesanan tanpa pelanggan</translation>
    </message>
    <message>
        <source>Say why first.</source>
        <translation>Sebutkan alasannya dulu.</translation>
    </message>
</context>
<context>
    <name>returns</name>
    <message>
        <source>Too small</source>
        <translation>Kekecilan</translation>
    </message>
    <message>
        <source>Too large</source>
        <translation>Kebesaran</translation>
    </message>
    <message>
        <source>Not as pictured</source>
        <translation>Beda dari foto</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>Rusak</translation>
    </message>
    <message>
        <source>Faulty</source>
        <translation>Cacat</translation>
    </message>
    <message>
        <source>Wrong item</source>
        <translation>Salah barang</translation>
    </message>
    <message>
        <source>Came late</source>
        <translation>Terlambat</translation>
    </message>
    <message>
        <source>Changed mind</source>
        <translation>Berubah pikiran</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Lainnya</translation>
    </message>
    <message>
        <source>A  Sell again</source>
        <translation>A  Jual lagi</translation>
    </message>
    <message>
        <source>B  Refurbish</source>
        <translation>B  Perbaiki</translation>
    </message>
    <message>
        <source>C  Damaged</source>
        <translation>C  Rusak</translation>
    </message>
    <message>
        <source>D  Destroy</source>
        <translation>D  Musnahkan</translation>
    </message>
    <message>
        <source>Tags on, unworn</source>
        <translation>Label utuh, baru</translation>
    </message>
    <message>
        <source>Clean or repack</source>
        <translation>Cuci atau kemas</translation>
    </message>
    <message>
        <source>Claim or outlet</source>
        <translation>Klaim atau obral</translation>
    </message>
    <message>
        <source>Hygiene, unsafe</source>
        <translation>Higienis, bahaya</translation>
    </message>
    <message>
        <source>not by its rule</source>
        <translation>tidak menurut aturan</translation>
    </message>
    <message>
        <source>Shelf</source>
        <translation>Rak</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Periksa</translation>
    </message>
    <message>
        <source>Vendor</source>
        <translation>Pemasok</translation>
    </message>
    <message>
        <source>Scrap</source>
        <translation>Buang</translation>
    </message>
    <message>
        <source>Back to the shelf</source>
        <translation>Kembali ke rak</translation>
    </message>
    <message>
        <source>To quality control</source>
        <translation>Ke kontrol mutu</translation>
    </message>
    <message>
        <source>Kept as damaged</source>
        <translation>Disimpan sebagai rusak</translation>
    </message>
    <message>
        <source>Back to the vendor</source>
        <translation>Kembali ke pemasok</translation>
    </message>
    <message>
        <source>Written off</source>
        <translation>Dihapusbukukan</translation>
    </message>
    <message>
        <source>Free to sell here {before} → {after}</source>
        <translation>Siap dijual di sini {before} → {after}</translation>
    </message>
    <message>
        <source>{n} in quality control, not for sale yet</source>
        <translation>{n} di kontrol mutu, belum dijual</translation>
    </message>
    <message>
        <source>{n} in damaged stock, not for sale</source>
        <translation>{n} stok rusak, tidak dijual</translation>
    </message>
    <message>
        <source>{n} to the vendor, not in our stock</source>
        <translation>{n} ke pemasok, bukan stok kita</translation>
    </message>
    <message>
        <source>{n} to scrap, not in our stock</source>
        <translation>{n} dibuang, bukan stok kita</translation>
    </message>
    <message>
        <source>In window, last day</source>
        <translation>Hari terakhir</translation>
    </message>
    <message>
        <source>In window, {n} d left</source>
        <translation>Boleh, sisa {n} hari</translation>
    </message>
    <message>
        <source>Final sale</source>
        <translation>Jual putus</translation>
    </message>
    <message>
        <source>Not collected yet</source>
        <translation>Belum diambil</translation>
    </message>
    <message>
        <source>Returned before</source>
        <translation>Sudah diretur</translation>
    </message>
    <message>
        <source>Returned here {day}</source>
        <translation>Diretur di sini {day}</translation>
    </message>
    <message>
        <source>Returned {day}, {site}</source>
        <translation>Diretur {day}, {site}</translation>
    </message>
    <message>
        <source>Rule {code}</source>
        <translation>Aturan {code}</translation>
    </message>
    <message>
        <source>Rule {code}: {n} days</source>
        <translation>Aturan {code}: {n} hari</translation>
    </message>
    <message>
        <source>{name} was a final sale: it stays sold.</source>
        <translation>{name} dijual putus: tidak bisa diretur.</translation>
    </message>
    <message>
        <source>{name} was not collected yet: cancel it in the order instead.</source>
        <translation>{name} belum diambil: batalkan di pesanan saja.</translation>
    </message>
    <message>
        <source>{name} has come back already.</source>
        <translation>{name} sudah diretur.</translation>
    </message>
    <message>
        <source>Delivered {day}</source>
        <translation>Diterima {day}</translation>
    </message>
    <message>
        <source>Collected {day}</source>
        <translation>Diambil {day}</translation>
    </message>
    <message>
        <source>Partly returned</source>
        <translation>Diretur sebagian</translation>
    </message>
    <message>
        <source>Returned</source>
        <translation>Diretur</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Dibatalkan</translation>
    </message>
    <message>
        <source>Partly collected</source>
        <translation>Diambil sebagian</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>Tunai</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>Kartu</translation>
    </message>
    <message>
        <source>Pay link</source>
        <translation>Tautan bayar</translation>
    </message>
    <message>
        <source>Store credit</source>
        <translation>Kredit toko</translation>
    </message>
    <message>
        <source>Past by {n} d: approval</source>
        <translation>Lewat {n} hari: izin</translation>
    </message>
    <message>
        <source>No rule: approval</source>
        <translation>Tanpa aturan: izin</translation>
    </message>
    <message>
        <source>Limit of {n} reached: approval</source>
        <translation>Batas {n} tercapai: izin</translation>
    </message>
    <message>
        <source>{n} without approval</source>
        <translation>{n} tanpa izin</translation>
    </message>
    <message>
        <source>{amount} each</source>
        <translation>{amount} per unit</translation>
    </message>
    <message>
        <source>Fee {parts}</source>
        <translation>Biaya {parts}</translation>
    </message>
    <message>
        <source>Asked for</source>
        <translation>Diminta</translation>
    </message>
    <message>
        <source>Needs approval</source>
        <translation>Perlu izin</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>Disetujui</translation>
    </message>
    <message>
        <source>On its way</source>
        <translation>Di jalan</translation>
    </message>
    <message>
        <source>At the provider</source>
        <translation>Di penyedia</translation>
    </message>
    <message>
        <source>Could not be paid</source>
        <translation>Gagal dibayar</translation>
    </message>
    <message>
        <source>Came back twice</source>
        <translation>Diretur dua kali</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>Setujui</translation>
    </message>
    <message>
        <source>The customer may send it</source>
        <translation>Pelanggan boleh mengirim</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>Tolak</translation>
    </message>
    <message>
        <source>Say why</source>
        <translation>Sebutkan alasan</translation>
    </message>
    <message>
        <source>The customer sent it</source>
        <translation>Pelanggan sudah mengirim</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Batalkan</translation>
    </message>
    <message>
        <source>Receive here</source>
        <translation>Terima di sini</translation>
    </message>
    <message>
        <source>Scan what came</source>
        <translation>Pindai yang datang</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>Sudah dibayar</translation>
    </message>
    <message>
        <source>The slip or the link says so</source>
        <translation>Menurut struk atau tautannya</translation>
    </message>
    <message>
        <source>Card expired, link closed</source>
        <translation>Kartu kedaluwarsa, tautan tutup</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Tutup</translation>
    </message>
    <message>
        <source>Nothing is owed</source>
        <translation>Tidak ada utang</translation>
    </message>
    <message>
        <source>for the customer, at once</source>
        <translation>untuk pelanggan, langsung</translation>
    </message>
    <message>
        <source>from the open drawer</source>
        <translation>dari laci yang terbuka</translation>
    </message>
    <message>
        <source>Paid elsewhere</source>
        <translation>Dibayar di tempat lain</translation>
    </message>
    <message>
        <source>At store</source>
        <translation>Di toko</translation>
    </message>
    <message>
        <source>New goods</source>
        <translation>Barang baru</translation>
    </message>
    <message>
        <source>at once</source>
        <translation>langsung</translation>
    </message>
    <message>
        <source>by the provider</source>
        <translation>oleh penyedia</translation>
    </message>
    <message>
        <source>No return rule decides about {name}.</source>
        <translation>Tidak ada aturan retur untuk {name}.</translation>
    </message>
    <message>
        <source>{name} is {days} d past its window (rule {rule}).</source>
        <translation>{name} lewat {days} hari dari masa retur (aturan {rule}).</translation>
    </message>
    <message>
        <source>Only {left} of {name} can still come back.</source>
        <translation>Hanya {left} {name} yang masih bisa diretur.</translation>
    </message>
    <message>
        <source>Past its window: F12 asks a manager.</source>
        <translation>Lewat batas waktu: F12 minta izin manajer.</translation>
    </message>
    <message>
        <source>The person&apos;s limit is reached: F12 asks a manager.</source>
        <translation>Batas orang ini tercapai: F12 minta izin manajer.</translation>
    </message>
    <message>
        <source>Cash for what was not paid in cash: F12 asks a manager.</source>
        <translation>Tunai untuk yang tidak dibayar tunai: F12 minta izin manajer.</translation>
    </message>
    <message>
        <source>More than your limit of {amount}: F12 asks a manager.</source>
        <translation>Di atas batas Anda {amount}: F12 minta izin manajer.</translation>
    </message>
    <message>
        <source>{name}: the person&apos;s limit is reached. A manager can do it.</source>
        <translation>{name}: batas orang ini tercapai. Manajer bisa.</translation>
    </message>
    <message>
        <source>{name}: at most {limit} units of one person come back in {days} days.</source>
        <translation>{name}: paling banyak {limit} unit per orang dalam {days} hari.</translation>
    </message>
    <message>
        <source>Rule {rule} does not take {name} for this reason.</source>
        <translation>Aturan {rule} tidak menerima {name} dengan alasan ini.</translation>
    </message>
    <message>
        <source>Rule {rule} does not take {name} in this state.</source>
        <translation>Aturan {rule} tidak menerima {name} dalam kondisi ini.</translation>
    </message>
    <message>
        <source>{name} comes back with its receipt only.</source>
        <translation>{name} hanya bisa diretur dengan struk.</translation>
    </message>
    <message>
        <source>The lowest price of {name} is {amount} now.</source>
        <translation>Harga terendah {name} kini {amount}.</translation>
    </message>
    <message>
        <source>Cash for what was not paid in cash: a manager can do it.</source>
        <translation>Tunai untuk yang tidak dibayar tunai: manajer bisa.</translation>
    </message>
    <message>
        <source>Look at an identity document first.</source>
        <translation>Lihat kartu identitas dulu.</translation>
    </message>
    <message>
        <source>This return is not on this desk.</source>
        <translation>Retur ini tidak ada di meja ini.</translation>
    </message>
    <message>
        <source>{number} is not open any more.</source>
        <translation>{number} sudah tidak terbuka.</translation>
    </message>
    <message>
        <source>Say why first.</source>
        <translation>Sebutkan alasannya dulu.</translation>
    </message>
    <message>
        <source>Too long: at most {most} characters.</source>
        <translation>Terlalu panjang: paling banyak {most} huruf.</translation>
    </message>
    <message>
        <source>One line is announced once.</source>
        <translation>Satu baris diberitahukan satu kali.</translation>
    </message>
    <message>
        <source>The new goods cost {amount} now.</source>
        <translation>Barang baru kini {amount}.</translation>
    </message>
    <message>
        <source>{amount} is still to be paid.</source>
        <translation>{amount} masih harus dibayar.</translation>
    </message>
    <message>
        <source>That is another article: scan it as goods taken instead.</source>
        <translation>Itu barang lain: pindai sebagai pengganti.</translation>
    </message>
    <message>
        <source>This refund is not on this desk.</source>
        <translation>Refund ini tidak ada di meja ini.</translation>
    </message>
    <message>
        <source>This refund does not wait any more.</source>
        <translation>Refund ini sudah tidak menunggu.</translation>
    </message>
    <message>
        <source>{amount} is still owed.</source>
        <translation>{amount} masih terutang.</translation>
    </message>
    <message>
        <source>Nothing is owed for this return: close it.</source>
        <translation>Tidak ada utang untuk retur ini: tutup saja.</translation>
    </message>
    <message>
        <source>More than your limit of {amount}. A manager can do it.</source>
        <translation>Di atas batas Anda {amount}. Manajer bisa.</translation>
    </message>
    <message>
        <source>While the server is away at most {amount} per order goes back.</source>
        <translation>Saat server tidak terhubung, paling banyak {amount} per pesanan.</translation>
    </message>
    <message>
        <source>The refund is {amount} now. Tell the customer.</source>
        <translation>Refund sekarang {amount}. Beri tahu pelanggan.</translation>
    </message>
    <message>
        <source>Cash needs an open drawer. Open it, or give store credit.</source>
        <translation>Tunai perlu laci terbuka. Buka laci, atau beri kredit toko.</translation>
    </message>
    <message>
        <source>Store credit needs a customer; this order has none.</source>
        <translation>Kredit toko perlu pelanggan; pesanan ini tidak punya.</translation>
    </message>
    <message>
        <source>Choose what comes back.</source>
        <translation>Pilih barang yang diretur.</translation>
    </message>
    <message>
        <source>The refund of {number} was paid already. Give nothing again.</source>
        <translation>Refund {number} sudah dibayar. Jangan bayar lagi.</translation>
    </message>
    <message>
        <source>Goods come back where you stand. Sign in at this store.</source>
        <translation>Barang diretur di tempat Anda. Masuk di toko ini.</translation>
    </message>
    <message>
        <source>This order is not on this desk.</source>
        <translation>Pesanan ini tidak ada di meja ini.</translation>
    </message>
    <message>
        <source>This item is not of this order. Open the order again.</source>
        <translation>Barang ini bukan dari pesanan ini. Buka pesanannya lagi.</translation>
    </message>
    <message>
        <source>{amount} goes back</source>
        <translation>{amount} dikembalikan</translation>
    </message>
    <message>
        <source>receipt sent to the printer</source>
        <translation>struk dikirim ke printer</translation>
    </message>
    <message>
        <source>Exchanged, {amount} was paid</source>
        <translation>Ditukar, {amount} dibayar</translation>
    </message>
    <message>
        <source>Exchanged, {amount} goes back</source>
        <translation>Ditukar, {amount} dikembalikan</translation>
    </message>
    <message>
        <source>Exchanged, even</source>
        <translation>Ditukar, impas</translation>
    </message>
    <message>
        <source>{n} short</source>
        <translation>{n} kurang</translation>
    </message>
    <message>
        <source>{n} over</source>
        <translation>{n} lebih</translation>
    </message>
</context>
</TS>
