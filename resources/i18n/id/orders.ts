<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="id">
<context>
    <name>Action</name>
    <message>
        <source>New order</source>
        <translation>Pesanan baru</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Baru</translation>
    </message>
    <message>
        <source>Add item</source>
        <translation>Tambah barang</translation>
    </message>
    <message>
        <source>Customer and address</source>
        <translation>Pelanggan dan alamat</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Pelanggan</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Segarkan</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>Pengiriman</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>Pembayaran</translation>
    </message>
    <message>
        <source>Park</source>
        <translation>Tahan</translation>
    </message>
    <message>
        <source>Undo line change</source>
        <translation>Batalkan ubahan baris</translation>
    </message>
    <message>
        <source>Print order</source>
        <translation>Cetak pesanan</translation>
    </message>
    <message>
        <source>Open the placed order</source>
        <translation>Buka pesanan tadi</translation>
    </message>
    <message>
        <source>Confirm order</source>
        <translation>Konfirmasi pesanan</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>Konfirmasi</translation>
    </message>
    <message>
        <source>Quantity of the row</source>
        <translation>Jumlah baris</translation>
    </message>
    <message>
        <source>Remove the row</source>
        <translation>Hapus baris</translation>
    </message>
    <message>
        <source>Select row</source>
        <translation>Pilih baris</translation>
    </message>
</context>
<context>
    <name>AddressFace</name>
    <message>
        <source>Send to</source>
        <translation>Kirim ke</translation>
    </message>
    <message>
        <source>Postcode</source>
        <translation>Kode pos</translation>
    </message>
    <message>
        <source>Street and number</source>
        <translation>Jalan dan nomor</translation>
    </message>
</context>
<context>
    <name>AddressFields</name>
    <message>
        <source>Postcode</source>
        <translation>Kode pos</translation>
    </message>
    <message>
        <source>Street and number</source>
        <translation>Jalan dan nomor</translation>
    </message>
    <message>
        <source>This postcode is not known; nothing is sent there.</source>
        <translation>Kode pos ini tidak dikenal; tidak ada pengiriman ke sana.</translation>
    </message>
</context>
<context>
    <name>Arrivals</name>
    <message>
        <source>Open order {number}?</source>
        <translation>Buka pesanan {number}?</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Terbuka</translation>
    </message>
    <message>
        <source>As {number}, at today&apos;s prices. No longer sold: {names}</source>
        <translation>Seperti {number}, harga hari ini. Tidak dijual lagi: {names}</translation>
    </message>
    <message>
        <source>As {number}, at today&apos;s prices.</source>
        <translation>Seperti {number}, harga hari ini.</translation>
    </message>
</context>
<context>
    <name>BasketCard</name>
    <message>
        <source>Scan or type an item</source>
        <translation>Pindai atau ketik barang</translation>
    </message>
    <message>
        <source>Scan, or type code or name — 2*TR-220 adds two</source>
        <translation>Pindai, atau ketik kode atau nama — 2*TR-220 menambah dua</translation>
    </message>
    <message>
        <source>Basket</source>
        <translation>Keranjang</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>Barang</translation>
    </message>
    <message>
        <source>Availability</source>
        <translation>Ketersediaan</translation>
    </message>
    <message>
        <source>Qty</source>
        <translation>Jml</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>Products found</source>
        <translation>Produk ditemukan</translation>
    </message>
    <message>
        <source>Parked orders</source>
        <translation>Pesanan ditahan</translation>
    </message>
    <message>
        <source>Reasons for the price</source>
        <translation>Alasan harga</translation>
    </message>
    <message>
        <source>The basket is empty.</source>
        <translation>Keranjang masih kosong.</translation>
    </message>
    <message>
        <source>Scan an item, or type its code or name. F8 shows parked orders.</source>
        <translation>Pindai barang, atau ketik kode atau namanya. F8 menampilkan pesanan yang ditahan.</translation>
    </message>
    <message>
        <source>each {price}</source>
        <translation>@ {price}</translation>
    </message>
    <message>
        <source>needs approval</source>
        <translation>perlu persetujuan</translation>
    </message>
</context>
<context>
    <name>CapturePage</name>
    <message>
        <source>New order</source>
        <translation>Pesanan baru</translation>
    </message>
</context>
<context>
    <name>Coupons</name>
    <message>
        <source>{code} was taken off.</source>
        <translation>{code} dilepas.</translation>
    </message>
</context>
<context>
    <name>DeliveryCard</name>
    <message>
        <source>Delivery</source>
        <translation>Pengiriman</translation>
    </message>
    <message>
        <source>Like the order</source>
        <translation>Ikut pesanan</translation>
    </message>
    <message>
        <source>Only {name}. F6 again: the order.</source>
        <translation>Hanya {name}. F6 lagi: pesanan.</translation>
    </message>
    <message>
        <source>Ways and dates show with the first item.</source>
        <translation>Cara dan tanggal muncul dengan barang pertama.</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Memeriksa…</translation>
    </message>
    <message>
        <source>Each row has its own way.</source>
        <translation>Tiap baris punya cara sendiri.</translation>
    </message>
    <message>
        <source>No place has this. Lower the quantity or take it out.</source>
        <translation>Tidak ada tempat yang punya. Kurangi jumlah atau keluarkan.</translation>
    </message>
    <message>
        <source>Shipping needs an address (F4).</source>
        <translation>Pengiriman perlu alamat (F4).</translation>
    </message>
    <message>
        <source>No carrier goes to this postcode.</source>
        <translation>Tidak ada kurir ke kode pos ini.</translation>
    </message>
    <message>
        <source>Not this way: {items}</source>
        <translation>Tidak bisa begini: {items}</translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message>
        <source>orders</source>
        <translation>pesanan</translation>
    </message>
    <message>
        <source>spent</source>
        <translation>belanja</translation>
    </message>
</context>
<context>
    <name>FloatRow</name>
    <message>
        <source>Float in the drawer</source>
        <translation>Modal di laci</translation>
    </message>
    <message>
        <source>Float, such as 500.000</source>
        <translation>Modal, misalnya 500.000</translation>
    </message>
    <message>
        <source>Open drawer</source>
        <translation>Buka laci</translation>
    </message>
</context>
<context>
    <name>HeadRow</name>
    <message>
        <source>Customer</source>
        <translation>Pelanggan</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>Barang</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>Pengiriman</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>Pembayaran</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>Konfirmasi</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Buang</translation>
    </message>
    <message>
        <source>Draft saved {age} ago</source>
        <translation>Draf disimpan {age} lalu</translation>
    </message>
</context>
<context>
    <name>Items</name>
    <message>
        <source>Nothing to undo.</source>
        <translation>Tidak ada yang dibatalkan.</translation>
    </message>
    <message>
        <source>Not known here: {code}. Nothing was added.</source>
        <translation>Tidak dikenal di sini: {code}. Tidak ada yang ditambahkan.</translation>
    </message>
    <message>
        <source>{name} was taken out.</source>
        <translation>{name} dikeluarkan.</translation>
    </message>
    <message>
        <source>Scan or type an item</source>
        <translation>Pindai atau ketik barang</translation>
    </message>
    <message>
        <source>Scan, or type code or name — 2*TR-220 adds two</source>
        <translation>Pindai, atau ketik kode atau nama — 2*TR-220 menambah dua</translation>
    </message>
    <message>
        <source>Needs approval: F12 asks for a manager&apos;s PIN.</source>
        <translation>Perlu persetujuan: F12 meminta PIN manajer.</translation>
    </message>
</context>
<context>
    <name>KnownFace</name>
    <message>
        <source>No address: pickup only</source>
        <translation>Tanpa alamat: hanya diambil</translation>
    </message>
</context>
<context>
    <name>NarrowStrip</name>
    <message>
        <source>Customer</source>
        <translation>Pelanggan</translation>
    </message>
</context>
<context>
    <name>NewcomerFace</name>
    <message>
        <source>Phone</source>
        <translation>Telepon</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nama</translation>
    </message>
    <message>
        <source>Mail (not needed)</source>
        <translation>Surel (boleh kosong)</translation>
    </message>
    <message>
        <source>New customer</source>
        <translation>Pelanggan baru</translation>
    </message>
    <message>
        <source>Postcode</source>
        <translation>Kode pos</translation>
    </message>
    <message>
        <source>Street and number</source>
        <translation>Jalan dan nomor</translation>
    </message>
    <message>
        <source>Enter goes on, Esc goes back. Without a street: pickup only.</source>
        <translation>Enter lanjut, Esc kembali. Tanpa jalan: hanya diambil.</translation>
    </message>
</context>
<context>
    <name>News</name>
    <message>
        <source>Offline since {time}: the order is kept here and sent later.</source>
        <translation>Luring sejak {time}: pesanan disimpan di sini dan dikirim nanti.</translation>
    </message>
    <message>
        <source>Offline: the order is kept here and sent later.</source>
        <translation>Luring: pesanan disimpan di sini dan dikirim nanti.</translation>
    </message>
    <message>
        <source>Recovered from {time}</source>
        <translation>Dipulihkan dari {time}</translation>
    </message>
    <message>
        <source>Nothing was placed here yet.</source>
        <translation>Belum ada pesanan yang dibuat di sini.</translation>
    </message>
    <message>
        <source>What was promised is no longer possible. Choose again (F6).</source>
        <translation>Janji tadi tidak mungkin lagi. Pilih lagi (F6).</translation>
    </message>
    <message>
        <source>The promise is now: {promise}</source>
        <translation>Janji sekarang: {promise}</translation>
    </message>
    <message>
        <source>The price changed: {items}. The total is fresh.</source>
        <translation>Harga berubah: {items}. Totalnya sudah baru.</translation>
    </message>
</context>
<context>
    <name>Parts</name>
    <message>
        <source>Part paid this way</source>
        <translation>Bagian dengan cara ini</translation>
    </message>
    <message>
        <source>How much this way? The rest another way</source>
        <translation>Berapa dengan cara ini? Sisanya cara lain</translation>
    </message>
    <message>
        <source>Take this part off</source>
        <translation>Lepas bagian ini</translation>
    </message>
</context>
<context>
    <name>PaymentCard</name>
    <message>
        <source>Payment</source>
        <translation>Pembayaran</translation>
    </message>
    <message>
        <source>Approval code</source>
        <translation>Kode persetujuan</translation>
    </message>
    <message>
        <source>The rest: {amount}.</source>
        <translation>Sisanya: {amount}.</translation>
    </message>
    <message>
        <source>The link goes out when the server is back; held until paid.</source>
        <translation>Tautan dikirim saat server kembali; ditahan sampai dibayar.</translation>
    </message>
    <message>
        <source>The link is sent; the order is held until it is paid.</source>
        <translation>Tautan dikirim; pesanan ditahan sampai dibayar.</translation>
    </message>
    <message>
        <source>Paid when it is collected.</source>
        <translation>Dibayar saat diambil.</translation>
    </message>
    <message>
        <source>Take the amount on the terminal, then type its approval code.</source>
        <translation>Ambil pembayaran di terminal, lalu ketik kode persetujuannya.</translation>
    </message>
    <message>
        <source>Into the open drawer, now {amount}.</source>
        <translation>Ke laci yang terbuka, kini {amount}.</translation>
    </message>
    <message>
        <source>No drawer is open here. Count the float and open one.</source>
        <translation>Tidak ada laci terbuka di sini. Hitung modal dan buka laci.</translation>
    </message>
    <message>
        <source>Your role takes no payment of this kind here.</source>
        <translation>Peran Anda tidak menerima pembayaran ini di sini.</translation>
    </message>
</context>
<context>
    <name>PriceByHand</name>
    <message>
        <source>Reason for the price</source>
        <translation>Alasan harga</translation>
    </message>
    <message>
        <source>Why this price? A digit, ↑↓, or words; Esc leaves the old price</source>
        <translation>Kenapa harga ini? Angka, ↑↓, atau kata; Esc batal</translation>
    </message>
    <message>
        <source>What speaks for the price</source>
        <translation>Bukti harga</translation>
    </message>
    <message>
        <source>Which shop, what price, seen where? Enter keeps it</source>
        <translation>Toko mana, harga berapa, dilihat di mana? Enter simpan</translation>
    </message>
    <message>
        <source>In a few words; Enter keeps it</source>
        <translation>Dengan singkat; Enter simpan</translation>
    </message>
</context>
<context>
    <name>ReadBackCard</name>
    <message>
        <source>Read back to the customer</source>
        <translation>Bacakan untuk pelanggan</translation>
    </message>
    <message>
        <source>F12 or Enter places the order, Esc goes back.</source>
        <translation>F12 atau Enter membuat pesanan, Esc kembali.</translation>
    </message>
</context>
<context>
    <name>RecentCard</name>
    <message>
        <source>Recent orders</source>
        <translation>Pesanan terakhir</translation>
    </message>
    <message>
        <source>All {n}</source>
        <translation>Semua {n}</translation>
    </message>
</context>
<context>
    <name>ResultStrip</name>
    <message>
        <source>Copy the number</source>
        <translation>Salin nomor</translation>
    </message>
    <message>
        <source>Open order</source>
        <translation>Buka pesanan</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Cetak</translation>
    </message>
    <message>
        <source>New order</source>
        <translation>Pesanan baru</translation>
    </message>
    <message>
        <source>{number} placed</source>
        <translation>{number} dibuat</translation>
    </message>
    <message>
        <source>kept here, sent when the server is back</source>
        <translation>disimpan di sini, dikirim saat server kembali</translation>
    </message>
</context>
<context>
    <name>SearchFace</name>
    <message>
        <source>Customer</source>
        <translation>Pelanggan</translation>
    </message>
    <message>
        <source>Phone, name, mail or order</source>
        <translation>Telepon, nama, surel, atau pesanan</translation>
    </message>
    <message>
        <source>Customers found</source>
        <translation>Pelanggan ditemukan</translation>
    </message>
    <message>
        <source>At least 4 digits, or a name. Enter takes the first.</source>
        <translation>Minimal 4 angka, atau nama. Enter memilih yang pertama.</translation>
    </message>
    <message>
        <source>Nobody found. Enter makes a new customer.</source>
        <translation>Tidak ditemukan. Enter membuat pelanggan baru.</translation>
    </message>
</context>
<context>
    <name>Shelf</name>
    <message>
        <source>Parked: {name}. F8 brings it back.</source>
        <translation>Ditahan: {name}. F8 membukanya lagi.</translation>
    </message>
    <message>
        <source>without a customer</source>
        <translation>tanpa pelanggan</translation>
    </message>
    <message>
        <source>Nothing is parked on this desk.</source>
        <translation>Tidak ada pesanan yang ditahan di meja ini.</translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) · {age} ago</source>
        <translation>
            <numerusform>%n barang · {age} lalu</numerusform>
        </translation>
    </message>
    <message>
        <source>Without a customer</source>
        <translation>Tanpa pelanggan</translation>
    </message>
    <message>
        <source>Somebody else has taken it already.</source>
        <translation>Sudah diambil orang lain.</translation>
    </message>
    <message>
        <source>The order was discarded.</source>
        <translation>Pesanan dibuang.</translation>
    </message>
</context>
<context>
    <name>TotalsCard</name>
    <message>
        <source>Total</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>Confirm order</source>
        <translation>Konfirmasi pesanan</translation>
    </message>
    <message numerus="yes">
        <source>Subtotal · %n item(s)</source>
        <translation>
            <numerusform>Subtotal · %n barang</numerusform>
        </translation>
    </message>
    <message>
        <source>Promotions</source>
        <translation>Promosi</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>Pengiriman</translation>
    </message>
    <message>
        <source>Rounding</source>
        <translation>Pembulatan</translation>
    </message>
    <message>
        <source>incl. tax</source>
        <translation>termasuk pajak</translation>
    </message>
    <message>
        <source>Place order</source>
        <translation>Buat pesanan</translation>
    </message>
</context>
<context>
    <name>WhereFace</name>
    <message>
        <source>Where to</source>
        <translation>Ke mana</translation>
    </message>
    <message>
        <source>Another address</source>
        <translation>Alamat lain</translation>
    </message>
    <message>
        <source>For this order</source>
        <translation>Untuk pesanan ini</translation>
    </message>
    <message>
        <source>Another customer</source>
        <translation>Pelanggan lain</translation>
    </message>
    <message>
        <source>The basket stays</source>
        <translation>Keranjang tetap</translation>
    </message>
</context>
<context>
    <name>orders</name>
    <message>
        <source>Nothing is sent</source>
        <translation>Tidak ada yang dikirim</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>Barang</translation>
    </message>
    <message>
        <source>When and where</source>
        <translation>Kapan dan di mana</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Alamat</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>Pembayaran</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Memeriksa…</translation>
    </message>
    <message>
        <source>%n left nearby</source>
        <translation>Sisa %n di dekat sini</translation>
    </message>
    <message>
        <source>%n nearby</source>
        <translation>%n di dekat sini</translation>
    </message>
    <message>
        <source>In stock</source>
        <translation>Tersedia</translation>
    </message>
    <message>
        <source>Inbound {day}</source>
        <translation>Datang {day}</translation>
    </message>
    <message>
        <source>Only %n left</source>
        <translation>Tinggal %n</translation>
    </message>
    <message>
        <source>Out of stock</source>
        <translation>Stok habis</translation>
    </message>
    <message>
        <source>{n} at {place}</source>
        <translation>{n} di {place}</translation>
    </message>
    <message>
        <source>Only %n here</source>
        <translation>Hanya %n di sini</translation>
    </message>
    <message>
        <source>None here</source>
        <translation>Tidak ada di sini</translation>
    </message>
    <message>
        <source>Takes it now</source>
        <translation>Dibawa sekarang</translation>
    </message>
    <message>
        <source>Pick up {when}</source>
        <translation>Ambil {when}</translation>
    </message>
    <message>
        <source>today {time}</source>
        <translation>hari ini {time}</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Hari ini</translation>
    </message>
    <message>
        <source>%n parcel(s)</source>
        <translation>%n paket</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>Gratis</translation>
    </message>
    <message>
        <source>guaranteed</source>
        <translation>terjamin</translation>
    </message>
    <message>
        <source>provisional</source>
        <translation>sementara</translation>
    </message>
    <message>
        <source>Pickup</source>
        <translation>Ambil</translation>
    </message>
    <message>
        <source>Shipping</source>
        <translation>Kirim</translation>
    </message>
    <message>
        <source>Pay link</source>
        <translation>Tautan bayar</translation>
    </message>
    <message>
        <source>At store</source>
        <translation>Di toko</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>Tunai</translation>
    </message>
    <message>
        <source>Terminal</source>
        <translation>Terminal</translation>
    </message>
    <message>
        <source>incl. {tax} {percent}</source>
        <translation>termasuk {tax} {percent}</translation>
    </message>
    <message>
        <source>Discount</source>
        <translation>Diskon</translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation>Terkonfirmasi</translation>
    </message>
    <message>
        <source>Backorder</source>
        <translation>Menunggu stok</translation>
    </message>
    <message>
        <source>Picking</source>
        <translation>Disiapkan</translation>
    </message>
    <message>
        <source>Partly ready</source>
        <translation>Siap sebagian</translation>
    </message>
    <message>
        <source>Ready for pickup</source>
        <translation>Siap diambil</translation>
    </message>
    <message>
        <source>Partly shipped</source>
        <translation>Dikirim sebagian</translation>
    </message>
    <message>
        <source>Shipped</source>
        <translation>Dikirim</translation>
    </message>
    <message>
        <source>Partly handed over</source>
        <translation>Diserahkan sebagian</translation>
    </message>
    <message>
        <source>Collected</source>
        <translation>Diambil</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>Terkirim</translation>
    </message>
    <message>
        <source>Partly returned</source>
        <translation>Retur sebagian</translation>
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
        <source>%n order(s)</source>
        <translation>%n pesanan</translation>
    </message>
    <message>
        <source>Your limit is {limit}. A manager may give more.</source>
        <translation>Batas Anda {limit}. Manajer boleh memberi lebih.</translation>
    </message>
    <message>
        <source>A manager has to give this price.</source>
        <translation>Harga ini harus dari manajer.</translation>
    </message>
    <message>
        <source>That is too long for one item. Nothing was added.</source>
        <translation>Terlalu panjang untuk satu barang. Tidak ada yang ditambahkan.</translation>
    </message>
    <message>
        <source>That is not text that can be read. Nothing was added.</source>
        <translation>Itu bukan teks yang bisa dibaca. Tidak ada yang ditambahkan.</translation>
    </message>
    <message>
        <source>A quantity is from 1 to 9.999. Nothing was changed.</source>
        <translation>Jumlah dari 1 sampai 9.999. Tidak ada yang diubah.</translation>
    </message>
    <message>
        <source>“{typed}” is not a quantity. Write =3, +1 or 2*code.</source>
        <translation>“{typed}” bukan jumlah. Tulis =3, +1, atau 2*kode.</translation>
    </message>
    <message>
        <source>A discount is at most 100%. Nothing was changed.</source>
        <translation>Diskon paling banyak 100%. Tidak ada yang diubah.</translation>
    </message>
    <message>
        <source>“{typed}” is not a discount. Write %10 or %7,5.</source>
        <translation>“{typed}” bukan diskon. Tulis %10 atau %7,5.</translation>
    </message>
    <message>
        <source>“{typed}” can be read in two ways. Write 650000 or 650.000, no decimals.</source>
        <translation>“{typed}” bisa dibaca dua cara. Tulis 650000 atau 650.000, tanpa desimal.</translation>
    </message>
    <message>
        <source>That is not an amount for one order. Nothing was changed.</source>
        <translation>Itu bukan nilai untuk satu pesanan. Tidak ada yang diubah.</translation>
    </message>
    <message>
        <source>A card number is never written here. It was not kept.</source>
        <translation>Nomor kartu tidak pernah ditulis di sini. Tidak disimpan.</translation>
    </message>
    <message>
        <source>“{typed}” is not a phone number. Write 0812… or +62812…</source>
        <translation>“{typed}” bukan nomor telepon. Tulis 0812… atau +62812…</translation>
    </message>
    <message>
        <source>A name is needed.</source>
        <translation>Nama diperlukan.</translation>
    </message>
    <message>
        <source>That name is too long: at most 120 letters.</source>
        <translation>Nama terlalu panjang: paling banyak 120 huruf.</translation>
    </message>
    <message>
        <source>The name holds signs that cannot be shown. Type it again.</source>
        <translation>Nama berisi tanda yang tidak bisa ditampilkan. Ketik lagi.</translation>
    </message>
    <message>
        <source>That is not a mail address.</source>
        <translation>Itu bukan alamat surel.</translation>
    </message>
    <message>
        <source>A street is needed.</source>
        <translation>Nama jalan diperlukan.</translation>
    </message>
    <message>
        <source>Shipping needs an address (F4).</source>
        <translation>Pengiriman perlu alamat (F4).</translation>
    </message>
    <message>
        <source>How does it get there? Choose with a digit, then Enter.</source>
        <translation>Bagaimana sampai ke pelanggan? Pilih dengan angka, lalu Enter.</translation>
    </message>
    <message>
        <source>How is it paid? Choose with F7, then Enter.</source>
        <translation>Dibayar bagaimana? Pilih dengan F7, lalu Enter.</translation>
    </message>
    <message>
        <source>There is nothing in the basket yet.</source>
        <translation>Belum ada barang di keranjang.</translation>
    </message>
    <message>
        <source>Whose order is it? Find the customer.</source>
        <translation>Pesanan siapa? Cari pelanggannya.</translation>
    </message>
    <message>
        <source>No place has this. Choose again with F6.</source>
        <translation>Tidak ada tempat yang punya. Pilih lagi dengan F6.</translation>
    </message>
    <message>
        <source>The total has changed. It is fresh now; confirm again.</source>
        <translation>Totalnya berubah. Kini sudah baru; konfirmasi lagi.</translation>
    </message>
    <message>
        <source>The parts pay more than the total. Take one off.</source>
        <translation>Bagian-bagiannya melebihi total. Lepas satu.</translation>
    </message>
    <message>
        <source>A part is more than nothing and less than what is to pay.</source>
        <translation>Bagian harus lebih dari nol dan kurang dari yang harus dibayar.</translation>
    </message>
    <message>
        <source>Cash needs an open drawer.</source>
        <translation>Tunai perlu laci yang terbuka.</translation>
    </message>
    <message>
        <source>A drawer is open already.</source>
        <translation>Sudah ada laci yang terbuka.</translation>
    </message>
    <message>
        <source>Type the approval code from the terminal&apos;s slip.</source>
        <translation>Ketik kode persetujuan dari struk terminal.</translation>
    </message>
    <message>
        <source>A changed price needs a reason.</source>
        <translation>Harga yang diubah perlu alasan.</translation>
    </message>
    <message>
        <source>Say what speaks for this price, so that it can be checked.</source>
        <translation>Tulis bukti harga ini supaya bisa diperiksa.</translation>
    </message>
    <message>
        <source>No coupon has this code. Take it off to go on.</source>
        <translation>Tidak ada kupon dengan kode ini. Lepas dulu untuk lanjut.</translation>
    </message>
    <message>
        <source>This coupon has not begun yet.</source>
        <translation>Kupon ini belum berlaku.</translation>
    </message>
    <message>
        <source>This coupon has ended.</source>
        <translation>Kupon ini sudah berakhir.</translation>
    </message>
    <message>
        <source>This customer has used this coupon already.</source>
        <translation>Pelanggan ini sudah memakai kupon ini.</translation>
    </message>
    <message>
        <source>This coupon is used up.</source>
        <translation>Kupon ini sudah habis.</translation>
    </message>
    <message>
        <source>This coupon is for known customers. Find the customer (F4).</source>
        <translation>Kupon ini untuk pelanggan terdaftar. Cari pelanggannya (F4).</translation>
    </message>
    <message>
        <source>This order is not on this computer. Search for it first.</source>
        <translation>Pesanan ini tidak ada di komputer ini. Cari dulu.</translation>
    </message>
    <message>
        <source>Your role may not do this. A manager can.</source>
        <translation>Peran Anda tidak boleh melakukan ini. Manajer boleh.</translation>
    </message>
    <message>
        <source>An item of this basket is no longer sold. Remove it.</source>
        <translation>Ada barang di keranjang yang tidak dijual lagi. Keluarkan.</translation>
    </message>
    <message>
        <source>An item has no tax class here. Remove it and tell the office.</source>
        <translation>Ada barang tanpa kelas pajak di sini. Keluarkan dan beri tahu kantor.</translation>
    </message>
    <message>
        <source>The disk of this computer is full. The draft is kept as it was.</source>
        <translation>Disk komputer ini penuh. Draf tetap seperti semula.</translation>
    </message>
    <message>
        <source>This desk does not know its store yet. Connect it once.</source>
        <translation>Meja ini belum tahu tokonya. Hubungkan sekali.</translation>
    </message>
    <message>
        <source>Take off {code}</source>
        <translation>Lepas {code}</translation>
    </message>
    <message>
        <source>takes nothing off this basket: too little yet, or others save more</source>
        <translation>belum memotong: belanja kurang, atau promo lain lebih hemat</translation>
    </message>
    <message>
        <source>{buy} + {get}, {gain}</source>
        <translation>{buy} + {get}, {gain}</translation>
    </message>
    <message>
        <source>coupon</source>
        <translation>kupon</translation>
    </message>
    <message>
        <source>for {tier} customers</source>
        <translation>untuk pelanggan {tier}</translation>
    </message>
    <message>
        <source>applied automatically</source>
        <translation>otomatis</translation>
    </message>
    <message>
        <source>The item that goes with it is not in the basket: {gain}</source>
        <translation>Barang pasangannya belum di keranjang: {gain}</translation>
    </message>
    <message>
        <source>{amount} more: {gain}</source>
        <translation>Tambah {amount}: {gain}</translation>
    </message>
    <message>
        <source>%n more ({category}): {gain}</source>
        <translation>Tambah %n ({category}): {gain}</translation>
    </message>
    <message>
        <source>%n more: {gain}</source>
        <translation>Tambah %n: {gain}</translation>
    </message>
    <message>
        <source>free delivery</source>
        <translation>gratis ongkir</translation>
    </message>
    <message>
        <source>{percent} off delivery</source>
        <translation>ongkir diskon {percent}</translation>
    </message>
    <message>
        <source>one item free</source>
        <translation>satu barang gratis</translation>
    </message>
    <message>
        <source>cheapest free</source>
        <translation>termurah gratis</translation>
    </message>
    <message>
        <source>one item {percent} off</source>
        <translation>satu barang diskon {percent}</translation>
    </message>
    <message>
        <source>cheapest {percent} off</source>
        <translation>termurah diskon {percent}</translation>
    </message>
    <message>
        <source>{percent} off</source>
        <translation>diskon {percent}</translation>
    </message>
    <message>
        <source>{amount} off each</source>
        <translation>potongan {amount} per barang</translation>
    </message>
    <message>
        <source>{amount} off</source>
        <translation>potongan {amount}</translation>
    </message>
    <message>
        <source>Damaged packaging or display piece</source>
        <translation>Kemasan rusak atau barang pajangan</translation>
    </message>
    <message>
        <source>Wrong label on shelf or leaflet</source>
        <translation>Label di rak atau brosur salah</translation>
    </message>
    <message>
        <source>Price match with another shop</source>
        <translation>Samakan harga toko lain</translation>
    </message>
    <message>
        <source>Promised to the customer before</source>
        <translation>Sudah dijanjikan ke pelanggan</translation>
    </message>
    <message>
        <source>Last piece</source>
        <translation>Barang terakhir</translation>
    </message>
    <message>
        <source>Another reason</source>
        <translation>Alasan lain</translation>
    </message>
</context>
</TS>
