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
        <source>Money back</source>
        <translation>Uang kembali</translation>
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
        <source>Refund {amount}</source>
        <translation>Refund {amount}</translation>
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
    <name>ReturnsPage</name>
    <message>
        <source>Receipt, order, phone or item</source>
        <translation>Struk, pesanan, telepon, atau barang</translation>
    </message>
    <message>
        <source>Scan receipt or item — or type order number or phone</source>
        <translation>Pindai struk atau barang — atau ketik nomor pesanan atau telepon</translation>
    </message>
    <message>
        <source>Orders found</source>
        <translation>Pesanan ditemukan</translation>
    </message>
    <message>
        <source>Which order comes back?</source>
        <translation>Pesanan mana yang diretur?</translation>
    </message>
    <message>
        <source>Returns</source>
        <translation>Retur</translation>
    </message>
    <message>
        <source>Not in this order: {code}</source>
        <translation>Tidak ada di pesanan ini: {code}</translation>
    </message>
    <message>
        <source>Scan the receipt first, then the item.</source>
        <translation>Pindai struk dulu, lalu barangnya.</translation>
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
    <message>
        <source>{number} was put aside, nothing was refunded.</source>
        <translation>{number} disisihkan, tidak ada yang direfund.</translation>
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
        <source>Why does {name} come back?</source>
        <translation>Mengapa {name} diretur?</translation>
    </message>
    <message>
        <source>In which state is {name}?</source>
        <translation>Bagaimana kondisi {name}?</translation>
    </message>
    <message>
        <source>Scan the receipt, or type the order number or the customer&apos;s phone.</source>
        <translation>Pindai struk, atau ketik nomor pesanan atau telepon pelanggan.</translation>
    </message>
    <message>
        <source>Offline since {time}: up to {amount} per order, orders on this desk only; card refunds are queued.</source>
        <translation>Luring sejak {time}: paling banyak {amount} per pesanan, hanya pesanan di meja ini; refund kartu mengantre.</translation>
    </message>
    <message>
        <source>{amount} goes back · {number} · receipt sent to the printer</source>
        <translation>{amount} dikembalikan · {number} · struk dikirim ke printer</translation>
    </message>
    <message>
        <source>Print again</source>
        <translation>Cetak lagi</translation>
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
        <source>Past by {n} d</source>
        <translation>Lewat {n} hari</translation>
    </message>
    <message>
        <source>No rule decides</source>
        <translation>Tidak ada aturan</translation>
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
        <source>{name} is past its return window: it cannot come back here.</source>
        <translation>{name} sudah lewat masa retur: tidak bisa diretur di sini.</translation>
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
        <source>Paid elsewhere</source>
        <translation>Dibayar di tempat lain</translation>
    </message>
    <message>
        <source>At store</source>
        <translation>Di toko</translation>
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
        <source>More than your limit of {amount} per order. A manager can do it.</source>
        <translation>Melebihi batas Anda {amount} per pesanan. Manajer bisa melakukannya.</translation>
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
        <source>Goods come back where you stand. Sign in at this store.</source>
        <translation>Barang diretur di tempat Anda. Masuk di toko ini.</translation>
    </message>
    <message>
        <source>This order is not on this desk.</source>
        <translation>Pesanan ini tidak ada di meja ini.</translation>
    </message>
</context>
</TS>
