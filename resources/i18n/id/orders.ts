<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="id">
<context>
    <name>ActCard</name>
    <message>
        <source>Esc leaves it, nothing is changed.</source>
        <translation>Esc menutup; tidak ada yang berubah.</translation>
    </message>
</context>
<context>
    <name>Acting</name>
    <message>
        <source>{number}: cancels in {n} s.</source>
        <translation>{number}: dibatalkan dalam {n} dtk.</translation>
    </message>
    <message>
        <source>Cancelled: {amount} off the price.</source>
        <translation>Dibatalkan: harga berkurang {amount}.</translation>
    </message>
    <message>
        <source>Changed.</source>
        <translation>Sudah diubah.</translation>
    </message>
    <message>
        <source>On hold.</source>
        <translation>Ditahan.</translation>
    </message>
    <message>
        <source>You will be reminded.</source>
        <translation>Anda akan diingatkan.</translation>
    </message>
    <message>
        <source>Released.</source>
        <translation>Dilepas.</translation>
    </message>
    <message>
        <source>{amount} given back.</source>
        <translation>{amount} dikembalikan.</translation>
    </message>
    <message>
        <source>Done.</source>
        <translation>Selesai.</translation>
    </message>
</context>
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
    <message>
        <source>Scan</source>
        <translation>Pindai</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>Langkah berikut</translation>
    </message>
    <message>
        <source>Change items</source>
        <translation>Ubah barang</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Ubah</translation>
    </message>
    <message>
        <source>Change delivery</source>
        <translation>Ubah pengiriman</translation>
    </message>
    <message>
        <source>Change address</source>
        <translation>Ubah alamat</translation>
    </message>
    <message>
        <source>Refund or goodwill</source>
        <translation>Refund atau kompensasi</translation>
    </message>
    <message>
        <source>Goodwill</source>
        <translation>Kompensasi</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Tahan</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Batalkan</translation>
    </message>
    <message>
        <source>Call back…</source>
        <translation>Telepon kembali…</translation>
    </message>
    <message>
        <source>Order the same again</source>
        <translation>Pesan lagi yang sama</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Cetak</translation>
    </message>
    <message>
        <source>Read aloud in the other language</source>
        <translation>Bacakan dalam bahasa lain</translation>
    </message>
    <message>
        <source>Next tab</source>
        <translation>Tab berikut</translation>
    </message>
    <message>
        <source>Previous tab</source>
        <translation>Tab sebelumnya</translation>
    </message>
    <message>
        <source>Why from there</source>
        <translation>Kenapa dari sana</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Batalkan</translation>
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
    <name>CallForm</name>
    <message>
        <source>When</source>
        <translation>Kapan</translation>
    </message>
    <message>
        <source>What about</source>
        <translation>Tentang apa</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Pesanan</translation>
    </message>
    <message>
        <source>Who calls</source>
        <translation>Siapa yang menelepon</translation>
    </message>
    <message>
        <source>About {number}</source>
        <translation>Tentang {number}</translation>
    </message>
    <message>
        <source>No order</source>
        <translation>Tanpa pesanan</translation>
    </message>
    <message>
        <source>Anyone here</source>
        <translation>Siapa saja</translation>
    </message>
    <message>
        <source>I call back</source>
        <translation>Saya telepon</translation>
    </message>
</context>
<context>
    <name>CallPanel</name>
    <message>
        <source>Call back</source>
        <translation>Telepon kembali</translation>
    </message>
    <message>
        <source>Promise the call</source>
        <translation>Janjikan telepon</translation>
    </message>
</context>
<context>
    <name>CancelPanel</name>
    <message>
        <source>What is cancelled</source>
        <translation>Yang dibatalkan</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Alasan</translation>
    </message>
    <message>
        <source>Off the price</source>
        <translation>Potong harga</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>Mengapa?</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Batalkan</translation>
    </message>
    <message>
        <source>Cancel it</source>
        <translation>Batalkan</translation>
    </message>
    <message>
        <source>Cancel, refund {amount}</source>
        <translation>Batal, refund {amount}</translation>
    </message>
    <message>
        <source>Goods</source>
        <translation>Barang</translation>
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
        <source>Promotion no longer earned</source>
        <translation>Promo tidak berlaku lagi</translation>
    </message>
    <message>
        <source>Not to be paid any more</source>
        <translation>Tidak perlu dibayar lagi</translation>
    </message>
    <message>
        <source>Back to {tender}</source>
        <translation>Kembali ke {tender}</translation>
    </message>
    <message>
        <source>This line</source>
        <translation>Baris ini</translation>
    </message>
    <message>
        <source>Whole order</source>
        <translation>Semua</translation>
    </message>
    <message>
        <source>{n} of {all} × {name}</source>
        <translation>{n} dari {all} × {name}</translation>
    </message>
    <message numerus="yes">
        <source>%n item(s), all that can still be cancelled</source>
        <translation>
            <numerusform>%n barang, semua yang masih bisa dibatalkan</numerusform>
        </translation>
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
    <name>ChangePanel</name>
    <message>
        <source>Difference</source>
        <translation>Selisih</translation>
    </message>
    <message>
        <source>Change the order</source>
        <translation>Ubah pesanan</translation>
    </message>
    <message>
        <source>Change, collect {amount}</source>
        <translation>Ubah, tagih {amount}</translation>
    </message>
    <message>
        <source>Change, refund {amount}</source>
        <translation>Ubah, refund {amount}</translation>
    </message>
    <message>
        <source>Change it</source>
        <translation>Ubah</translation>
    </message>
    <message>
        <source>Type or scan an item to add it, or choose a line.</source>
        <translation>Ketik atau pindai barang untuk menambah, atau pilih baris.</translation>
    </message>
    <message>
        <source>{name}: + − changes how many, F6 how it comes. Or scan an item.</source>
        <translation>{name}: + − mengubah jumlah, F6 cara kirim. Atau pindai barang.</translation>
    </message>
    <message>
        <source>Back to {tender}</source>
        <translation>Kembali ke {tender}</translation>
    </message>
    <message>
        <source>Not to be paid any more</source>
        <translation>Tidak perlu dibayar lagi</translation>
    </message>
    <message>
        <source>Goes to {street}, {city}</source>
        <translation>Dikirim ke {street}, {city}</translation>
    </message>
</context>
<context>
    <name>Choices</name>
    <message>
        <source>What it can be</source>
        <translation>Pilihan</translation>
    </message>
    <message>
        <source>Another address</source>
        <translation>Alamat lain</translation>
    </message>
</context>
<context>
    <name>ColleagueMark</name>
    <message numerus="yes">
        <source>{name} is changing it (+%n)</source>
        <translation>
            <numerusform>{name} sedang mengubahnya (+%n)</numerusform>
        </translation>
    </message>
    <message>
        <source>{name} is changing it</source>
        <translation>{name} sedang mengubahnya</translation>
    </message>
    <message numerus="yes">
        <source>{name} is here (+%n)</source>
        <translation>
            <numerusform>{name} di sini (+%n)</numerusform>
        </translation>
    </message>
    <message>
        <source>{name} is here</source>
        <translation>{name} di sini</translation>
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
    <name>Deferred</name>
    <message>
        <source>Undo (Ctrl+Z)</source>
        <translation>Urungkan (Ctrl+Z)</translation>
    </message>
    <message>
        <source>Taken back. Nothing was cancelled.</source>
        <translation>Diurungkan. Tidak ada yang dibatalkan.</translation>
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
        <source>Nothing is there by then: this is the nearest. ! alone takes the day away.</source>
        <translation>Tidak ada yang sampai saat itu: ini yang terdekat. Ketik ! saja untuk menghapus harinya.</translation>
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
    <message>
        <source>by {day}</source>
        <translation>paling lambat {day}</translation>
    </message>
    <message>
        <source>no longer possible</source>
        <translation>tidak bisa lagi</translation>
    </message>
</context>
<context>
    <name>Details</name>
    <message>
        <source>Not chosen</source>
        <translation>Tidak dipilih</translation>
    </message>
    <message>
        <source>Others: {told}</source>
        <translation>Lainnya: {told}</translation>
    </message>
    <message>
        <source>only with the server</source>
        <translation>hanya saat terhubung ke server</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>belum diketahui</translation>
    </message>
    <message numerus="yes">
        <source>%n piece(s), ready {when}</source>
        <translation>
            <numerusform>%n buah, siap {when}</numerusform>
        </translation>
    </message>
    <message>
        <source>goods come {day}</source>
        <translation>barang datang {day}</translation>
    </message>
    <message numerus="yes">
        <source>%n piece(s), leave {place} {when}</source>
        <translation>
            <numerusform>%n barang, berangkat dari {place} {when}</numerusform>
        </translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>Jarak</translation>
    </message>
    <message>
        <source>Costs us</source>
        <translation>Biaya kita</translation>
    </message>
    <message>
        <source>Order margin</source>
        <translation>Margin pesanan</translation>
    </message>
    <message>
        <source>{kg} kg, {low} to {high} ({version})</source>
        <translation>{kg} kg, {low} sampai {high} ({version})</translation>
    </message>
    <message>
        <source>{age} old</source>
        <translation>umur {age}</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Angka stok</translation>
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
    <name>Finder</name>
    <message>
        <source>Asking the server for {number}…</source>
        <translation>Menanyakan {number} ke server…</translation>
    </message>
    <message>
        <source>The server knows no {number}.</source>
        <translation>Server tidak kenal {number}.</translation>
    </message>
    <message>
        <source>{number} is not on this desk, and the server is away.</source>
        <translation>{number} tidak ada di meja ini, dan server tidak terhubung.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Coba lagi</translation>
    </message>
    <message>
        <source>“{text}” is no order and no item here.</source>
        <translation>“{text}” bukan pesanan atau barang di sini.</translation>
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
    <name>GoodwillPanel</name>
    <message>
        <source>Amount or percent</source>
        <translation>Jumlah atau persen</translation>
    </message>
    <message>
        <source>50.000 or 5%</source>
        <translation>50.000 atau 5%</translation>
    </message>
    <message>
        <source>Of what</source>
        <translation>Dari apa</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Alasan</translation>
    </message>
    <message>
        <source>Where it goes</source>
        <translation>Ke mana</translation>
    </message>
    <message>
        <source>Goodwill</source>
        <translation>Kompensasi</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>Mengapa?</translation>
    </message>
    <message>
        <source>Refund or goodwill</source>
        <translation>Refund atau kompensasi</translation>
    </message>
    <message>
        <source>Give it</source>
        <translation>Berikan</translation>
    </message>
    <message>
        <source>Give {amount}</source>
        <translation>Berikan {amount}</translation>
    </message>
    <message>
        <source>At most {amount} can be given: more was not paid.</source>
        <translation>Paling banyak {amount}: lebih dari itu belum dibayar.</translation>
    </message>
    <message>
        <source>Write an amount like 50.000, or a percentage like 5%.</source>
        <translation>Tulis jumlah seperti 50.000, atau persen seperti 5%.</translation>
    </message>
    <message>
        <source>Back to {tender}</source>
        <translation>Kembali ke {tender}</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Pesanan</translation>
    </message>
    <message>
        <source>This line</source>
        <translation>Baris ini</translation>
    </message>
    <message>
        <source>As paid</source>
        <translation>Sesuai bayar</translation>
    </message>
    <message>
        <source>Store credit</source>
        <translation>Kredit toko</translation>
    </message>
    <message>
        <source>Up to {limit} a day alone, above it with a second person.</source>
        <translation>Sendiri sampai {limit} sehari, di atas itu dengan orang kedua.</translation>
    </message>
    <message>
        <source>Type an amount or a percentage.</source>
        <translation>Ketik jumlah atau persen.</translation>
    </message>
</context>
<context>
    <name>GroupRow</name>
    <message>
        <source>Promised</source>
        <translation>Dijanjikan</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Sekarang</translation>
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
    <name>HeldRow</name>
    <message>
        <source>Asking for the stock…</source>
        <translation>Meminta stok…</translation>
    </message>
    <message>
        <source>Stock held for this call</source>
        <translation>Stok disisihkan untuk telepon ini</translation>
    </message>
    <message>
        <source>The hold ends soon</source>
        <translation>Penyisihan segera berakhir</translation>
    </message>
    <message>
        <source>Could not be held: somebody may be quicker</source>
        <translation>Tidak bisa disisihkan: bisa keduluan orang lain</translation>
    </message>
</context>
<context>
    <name>Hits</name>
    <message>
        <source>Orders found</source>
        <translation>Pesanan ditemukan</translation>
    </message>
    <message>
        <source>Which order?</source>
        <translation>Pesanan yang mana?</translation>
    </message>
</context>
<context>
    <name>HoldPanel</name>
    <message>
        <source>Hold or release</source>
        <translation>Tahan atau lepas</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Alasan</translation>
    </message>
    <message>
        <source>What has to wait?</source>
        <translation>Apa yang menunggu?</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Catatan</translation>
    </message>
    <message>
        <source>Note, if any</source>
        <translation>Catatan, bila ada</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Tahan</translation>
    </message>
    <message>
        <source>Release a hold</source>
        <translation>Lepas penahanan</translation>
    </message>
    <message>
        <source>Put on hold</source>
        <translation>Tahan</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>Lepas</translation>
    </message>
    <message>
        <source>Released by: {roles}</source>
        <translation>Dilepas oleh: {roles}</translation>
    </message>
    <message>
        <source>Only {roles} may release it.</source>
        <translation>Hanya {roles} boleh melepas.</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Pesanan</translation>
    </message>
    <message>
        <source>Parcel</source>
        <translation>Paket</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Baris</translation>
    </message>
    <message>
        <source>A hold stops picking, hand-over and shipping.</source>
        <translation>Penahanan menghentikan penyiapan, penyerahan, dan pengiriman.</translation>
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
        <translation>Email (boleh kosong)</translation>
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
        <source>Parked too long: the stock of {name} is no longer held.</source>
        <translation>Terlalu lama ditahan: stok untuk {name} tidak disisihkan lagi.</translation>
    </message>
    <message>
        <source>an order without a customer</source>
        <translation>pesanan tanpa pelanggan</translation>
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
    <name>OrderHeader</name>
    <message>
        <source>Language to read aloud in</source>
        <translation>Bahasa untuk dibacakan</translation>
    </message>
    <message>
        <source>Read aloud</source>
        <translation>Bacakan</translation>
    </message>
    <message>
        <source>No customer</source>
        <translation>Tanpa pelanggan</translation>
    </message>
    <message>
        <source>Total, was {amount}</source>
        <translation>Total, semula {amount}</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>Ditahan</translation>
    </message>
    <message numerus="yes">
        <source>%n not sent yet</source>
        <translation>
            <numerusform>%n belum terkirim</numerusform>
        </translation>
    </message>
    <message>
        <source>Needs a person</source>
        <translation>Perlu ditangani</translation>
    </message>
</context>
<context>
    <name>OrderPage</name>
    <message>
        <source>Item of the order, or another order</source>
        <translation>Barang pesanan, atau pesanan lain</translation>
    </message>
    <message>
        <source>Scan an item, or type another order</source>
        <translation>Pindai barang, atau pesanan lain</translation>
    </message>
    <message>
        <source>Scan or type an order number to see the order.</source>
        <translation>Pindai atau ketik nomor pesanan untuk melihatnya.</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>Pesanan</translation>
    </message>
    <message>
        <source>Order detail</source>
        <translation>Detail pesanan</translation>
    </message>
    <message>
        <source>A manager or the office may see orders.</source>
        <translation>Manajer atau kantor boleh melihat pesanan.</translation>
    </message>
    <message>
        <source>The order could not be read.</source>
        <translation>Pesanan tidak bisa dibaca.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Tidak ada yang berubah.</translation>
    </message>
    <message>
        <source>Answer first.</source>
        <translation>Jawab dulu.</translation>
    </message>
    <message>
        <source>The confirmation is printed.</source>
        <translation>Konfirmasi dicetak.</translation>
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
    <name>Refusal</name>
    <message>
        <source>The difference is {amount} now. Nothing was changed; look again.</source>
        <translation>Selisihnya kini {amount}. Tidak ada yang diubah; lihat lagi.</translation>
    </message>
    <message>
        <source>That comes to {amount} now. Nothing was given; look again.</source>
        <translation>Nilainya kini {amount}. Belum ada yang diberikan; lihat lagi.</translation>
    </message>
    <message>
        <source>At most {amount} can be given: more was not paid.</source>
        <translation>Paling banyak {amount}: lebih dari itu belum dibayar.</translation>
    </message>
    <message>
        <source>This hold stays: only {roles} may release it.</source>
        <translation>Penahanan tetap: hanya {roles} boleh melepas.</translation>
    </message>
    <message>
        <source>A note has at most {most} letters. It was not kept yet.</source>
        <translation>Catatan paling banyak {most} huruf. Belum disimpan.</translation>
    </message>
    <message>
        <source>Somebody changed this order meanwhile. It is fresh now; nothing was changed.</source>
        <translation>Pesanan ini baru diubah orang lain. Sekarang sudah segar; tidak ada yang diubah.</translation>
    </message>
    <message>
        <source>Nothing is different from before. Nothing was changed.</source>
        <translation>Tidak ada bedanya dengan sebelumnya. Tidak ada yang diubah.</translation>
    </message>
    <message>
        <source>What is taken along now needs an order of its own (F2).</source>
        <translation>Barang yang dibawa sekarang perlu pesanan sendiri (F2).</translation>
    </message>
    <message>
        <source>One line was changed twice. Nothing was changed; try again.</source>
        <translation>Satu baris diubah dua kali. Tidak ada yang diubah; coba lagi.</translation>
    </message>
    <message>
        <source>It is on hold for this reason already.</source>
        <translation>Sudah ditahan karena alasan ini.</translation>
    </message>
    <message>
        <source>This hold is not on this computer.</source>
        <translation>Penahanan ini tidak ada di komputer ini.</translation>
    </message>
    <message>
        <source>This hold was released already.</source>
        <translation>Penahanan ini sudah dilepas.</translation>
    </message>
    <message>
        <source>Choose the line or the parcel that has to wait.</source>
        <translation>Pilih baris atau paket yang harus menunggu.</translation>
    </message>
    <message>
        <source>Store credit needs a customer; this order has none.</source>
        <translation>Kredit toko perlu pelanggan; pesanan ini tidak punya.</translation>
    </message>
    <message>
        <source>A percentage lies between 0 and 100. Nothing was given.</source>
        <translation>Persen antara 0 dan 100. Tidak ada yang diberikan.</translation>
    </message>
    <message>
        <source>This mail is not on this computer. Nothing was sent.</source>
        <translation>Email ini tidak ada di komputer ini. Tidak ada yang dikirim.</translation>
    </message>
    <message>
        <source>This mail is still on its way. Nothing was sent twice.</source>
        <translation>Email ini masih dikirim. Tidak dikirim dua kali.</translation>
    </message>
    <message>
        <source>The customer has no mail address. Nothing was sent.</source>
        <translation>Pelanggan tidak punya alamat email. Tidak ada yang dikirim.</translation>
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
        <translation>Telepon, nama, email, atau pesanan</translation>
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
        <source>stock held until {time}</source>
        <translation>stok disisihkan sampai {time}</translation>
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
    <name>StillPanel</name>
    <message>
        <source>What can still change</source>
        <translation>Yang masih bisa diubah</translation>
    </message>
</context>
<context>
    <name>Tabs</name>
    <message>
        <source>Part of the order</source>
        <translation>Bagian pesanan</translation>
    </message>
    <message>
        <source>New note</source>
        <translation>Catatan baru</translation>
    </message>
    <message>
        <source>Write a note for everybody</source>
        <translation>Tulis catatan untuk semua</translation>
    </message>
    <message>
        <source>Solved again from its record: the same answer.</source>
        <translation>Dihitung ulang dari catatannya: jawabannya sama.</translation>
    </message>
    <message>
        <source>Solved again, the answer is another one: tell the help desk.</source>
        <translation>Dihitung ulang, jawabannya lain: beri tahu bagian bantuan.</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>Bayar</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Catatan</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Pesan</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>Penahanan</translation>
    </message>
    <message>
        <source>Why from there</source>
        <translation>Kenapa dari sana</translation>
    </message>
    <message>
        <source>Raw events</source>
        <translation>Data mentah</translation>
    </message>
    <message>
        <source>No note yet.</source>
        <translation>Belum ada catatan.</translation>
    </message>
    <message>
        <source>No mail was sent for this order.</source>
        <translation>Belum ada email untuk pesanan ini.</translation>
    </message>
    <message>
        <source>This order was never on hold.</source>
        <translation>Pesanan ini belum pernah ditahan.</translation>
    </message>
    <message>
        <source>The customer told the place: there was nothing to decide.</source>
        <translation>Tempatnya ditentukan pelanggan: tidak ada yang perlu diputuskan.</translation>
    </message>
    <message>
        <source>Includes PPN {tax}</source>
        <translation>Termasuk PPN {tax}</translation>
    </message>
    <message>
        <source>Includes delivery {charges} and PPN {tax}</source>
        <translation>Termasuk kirim {charges} dan PPN {tax}</translation>
    </message>
    <message>
        <source>Add note</source>
        <translation>Tambah catatan</translation>
    </message>
    <message>
        <source>Send the last one again</source>
        <translation>Kirim lagi yang terakhir</translation>
    </message>
    <message>
        <source>Solve it again</source>
        <translation>Hitung ulang</translation>
    </message>
</context>
<context>
    <name>Tendering</name>
    <message>
        <source>How is it paid?</source>
        <translation>Dibayar bagaimana?</translation>
    </message>
    <message>
        <source>Approval code of the terminal</source>
        <translation>Kode persetujuan EDC</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Timeline</source>
        <translation>Riwayat</translation>
    </message>
    <message>
        <source>newest first</source>
        <translation>terbaru dulu</translation>
    </message>
    <message numerus="yes">
        <source>Show %n older</source>
        <translation>
            <numerusform>Tampilkan %n lebih lama</numerusform>
        </translation>
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
    <name>Typed</name>
    <message>
        <source>Prices and notes of a line stay as they were sold.</source>
        <translation>Harga dan catatan baris tetap seperti saat dijual.</translation>
    </message>
    <message>
        <source>Open an order first, then scan its items.</source>
        <translation>Buka pesanan dulu, lalu pindai barangnya.</translation>
    </message>
    <message>
        <source>“{code}” is not in this order.</source>
        <translation>“{code}” tidak ada di pesanan ini.</translation>
    </message>
    <message>
        <source>Add it</source>
        <translation>Tambahkan</translation>
    </message>
</context>
<context>
    <name>WhenField</name>
    <message>
        <source>15:00, +30, tomorrow 9</source>
        <translation>15:00, +30, besok 9</translation>
    </message>
    <message>
        <source>+30 is in 30 minutes.</source>
        <translation>+30 artinya 30 menit lagi.</translation>
    </message>
    <message>
        <source>{day} {time}, in {age}</source>
        <translation>{day} {time}, {age} lagi</translation>
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
    <name>order</name>
    <message>
        <source>Home, {when}</source>
        <translation>Ke rumah, {when}</translation>
    </message>
    <message>
        <source>Pick up {when}</source>
        <translation>Ambil {when}</translation>
    </message>
    <message>
        <source>Delivery charge</source>
        <translation>Ongkos kirim</translation>
    </message>
    <message>
        <source>Promotion no longer earned</source>
        <translation>Promo tidak berlaku lagi</translation>
    </message>
    <message>
        <source>New: {n} × {name}</source>
        <translation>Baru: {n} × {name}</translation>
    </message>
    <message>
        <source>home</source>
        <translation>rumah</translation>
    </message>
    <message>
        <source>pickup</source>
        <translation>ambil</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Dibatalkan</translation>
    </message>
    <message>
        <source>Taken along, {place}</source>
        <translation>Dibawa, {place}</translation>
    </message>
    <message>
        <source>Pick up, {place}</source>
        <translation>Ambil, {place}</translation>
    </message>
    <message>
        <source>Home, when it arrives</source>
        <translation>Ke rumah, bila tiba</translation>
    </message>
    <message>
        <source>Home, from {place}</source>
        <translation>Ke rumah, dari {place}</translation>
    </message>
    <message>
        <source>Not started</source>
        <translation>Belum mulai</translation>
    </message>
    <message>
        <source>Backorder</source>
        <translation>Menunggu stok</translation>
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
        <translation>Siap</translation>
    </message>
    <message>
        <source>Shipped</source>
        <translation>Dikirim</translation>
    </message>
    <message>
        <source>On its way</source>
        <translation>Dalam perjalanan</translation>
    </message>
    <message>
        <source>Collected</source>
        <translation>Diambil</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>Diterima</translation>
    </message>
    <message>
        <source>Bin {bin}</source>
        <translation>Rak {bin}</translation>
    </message>
    <message>
        <source>{name} is picking it</source>
        <translation>disiapkan {name}</translation>
    </message>
    <message>
        <source>waiting for {age}</source>
        <translation>menunggu {age}</translation>
    </message>
    <message>
        <source>sent from {place}</source>
        <translation>dikirim dari {place}</translation>
    </message>
    <message>
        <source>waits for the rest of its parcel</source>
        <translation>menunggu sisa paketnya</translation>
    </message>
    <message>
        <source>%n item(s)</source>
        <translation>%n barang</translation>
    </message>
    <message>
        <source>No date yet</source>
        <translation>Belum ada tanggal</translation>
    </message>
    <message>
        <source>Not there yet</source>
        <translation>Belum ada</translation>
    </message>
    <message>
        <source>Waits for goods</source>
        <translation>Menunggu stok</translation>
    </message>
    <message>
        <source>{age} early</source>
        <translation>{age} lebih awal</translation>
    </message>
    <message>
        <source>On time</source>
        <translation>Tepat waktu</translation>
    </message>
    <message>
        <source>due in {age}</source>
        <translation>sisa {age}</translation>
    </message>
    <message>
        <source>{age} late</source>
        <translation>terlambat {age}</translation>
    </message>
    <message>
        <source>{n} of {all} returned</source>
        <translation>{n} dari {all} diretur</translation>
    </message>
    <message>
        <source>In bin {bin}</source>
        <translation>Di rak {bin}</translation>
    </message>
    <message>
        <source>{n} of {all} picked</source>
        <translation>{n} dari {all} diambil</translation>
    </message>
    <message>
        <source>Not arrived yet</source>
        <translation>Belum tiba</translation>
    </message>
    <message>
        <source>Your role does not do this.</source>
        <translation>Peran Anda tidak mengerjakan ini.</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>Serahkan</translation>
    </message>
    <message>
        <source>Pick it</source>
        <translation>Siapkan</translation>
    </message>
    <message>
        <source>Settle the task</source>
        <translation>Selesaikan tugas</translation>
    </message>
    <message>
        <source>Take a return</source>
        <translation>Terima retur</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>Langkah berikut</translation>
    </message>
    <message>
        <source>The next step is done at {place}.</source>
        <translation>Langkah berikut di {place}.</translation>
    </message>
    <message>
        <source>Nothing is to be done at this desk now.</source>
        <translation>Tidak ada tugas di meja ini sekarang.</translation>
    </message>
    <message>
        <source>a new order with the same items</source>
        <translation>pesanan baru dengan barang sama</translation>
    </message>
    <message>
        <source>your role may not; a manager can</source>
        <translation>peran Anda tidak boleh; manajer bisa</translation>
    </message>
    <message>
        <source>all lines</source>
        <translation>semua baris</translation>
    </message>
    <message>
        <source>{n} of {all} lines · the rest {why}</source>
        <translation>{n} dari {all} baris · sisanya {why}</translation>
    </message>
    <message>
        <source>to {limit} without approval</source>
        <translation>sampai {limit} tanpa persetujuan</translation>
    </message>
    <message>
        <source>a second person approves</source>
        <translation>orang kedua menyetujui</translation>
    </message>
    <message>
        <source>%n open: release or add</source>
        <translation>%n terbuka: lepas atau tambah</translation>
    </message>
    <message>
        <source>stops picking, hand-over and shipping</source>
        <translation>menghentikan penyiapan, penyerahan, kirim</translation>
    </message>
    <message>
        <source>the order has ended</source>
        <translation>pesanan sudah selesai</translation>
    </message>
    <message>
        <source>is on its way</source>
        <translation>sedang dikirim</translation>
    </message>
    <message>
        <source>already packed</source>
        <translation>sudah dikemas</translation>
    </message>
    <message>
        <source>already in its bin</source>
        <translation>sudah di rak</translation>
    </message>
    <message>
        <source>already picked</source>
        <translation>sudah disiapkan</translation>
    </message>
    <message>
        <source>already delivered</source>
        <translation>sudah diterima</translation>
    </message>
    <message>
        <source>already handed over</source>
        <translation>sudah diserahkan</translation>
    </message>
    <message>
        <source>already cancelled</source>
        <translation>sudah dibatalkan</translation>
    </message>
    <message>
        <source>nothing is shipped</source>
        <translation>tidak ada yang dikirim</translation>
    </message>
    <message>
        <source>nobody is known to call</source>
        <translation>belum ada pelanggan untuk ditelepon</translation>
    </message>
    <message>
        <source>nothing was paid yet</source>
        <translation>belum ada yang dibayar</translation>
    </message>
    <message>
        <source>needs the server, which is away</source>
        <translation>perlu server, yang tidak terhubung</translation>
    </message>
    <message>
        <source>there is no other way for it now</source>
        <translation>tidak ada cara lain sekarang</translation>
    </message>
    <message>
        <source>it is not there now, nor on its way</source>
        <translation>barang tidak ada, juga tidak sedang datang</translation>
    </message>
    <message>
        <source>all else has left already: make a new order (F2)</source>
        <translation>sisanya sudah pergi: buat pesanan baru (F2)</translation>
    </message>
    <message>
        <source>all is settled</source>
        <translation>semua beres</translation>
    </message>
    <message>
        <source>what is promised is taken later</source>
        <translation>yang dijanjikan ditagih nanti</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Sekarang</translation>
    </message>
    <message>
        <source>still open</source>
        <translation>masih terbuka</translation>
    </message>
    <message>
        <source>one parcel</source>
        <translation>satu paket</translation>
    </message>
    <message>
        <source>one line</source>
        <translation>satu baris</translation>
    </message>
    <message>
        <source>released by {name}</source>
        <translation>dilepas {name}</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Waktu</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>Bayar</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Apa</translation>
    </message>
    <message>
        <source>Promised</source>
        <translation>Dijanjikan</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>Diterima</translation>
    </message>
    <message>
        <source>Still owed</source>
        <translation>Sisa</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Catatan</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Siapa</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Catatan</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Pesan</translation>
    </message>
    <message>
        <source>Mail</source>
        <translation>Email</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>Penahanan</translation>
    </message>
    <message>
        <source>No place has it: it waits for goods.</source>
        <translation>Tidak ada tempat yang punya: menunggu barang.</translation>
    </message>
    <message>
        <source>{place} was told with the order; by costs it would be {best}.</source>
        <translation>{place} disebut bersama pesanan; menurut biaya seharusnya {best}.</translation>
    </message>
    <message>
        <source>From {place}.</source>
        <translation>Dari {place}.</translation>
    </message>
    <message>
        <source>{name} chose {place}.</source>
        <translation>{name} memilih {place}.</translation>
    </message>
    <message>
        <source>{place} would have cost us {less} less.</source>
        <translation>Dari {place} {less} lebih murah bagi kita.</translation>
    </message>
    <message>
        <source>{name}: the customer waits for all of it in one parcel.</source>
        <translation>{name}: pelanggan menunggu semuanya dalam satu paket.</translation>
    </message>
    <message>
        <source>At once {place} has {has} of {of}.</source>
        <translation>Kalau langsung, {place} punya {has} dari {of}.</translation>
    </message>
    <message>
        <source>At once it would come from {place}.</source>
        <translation>Kalau langsung, dari {place}.</translation>
    </message>
    <message>
        <source>Placed together with other orders, from {place}.</source>
        <translation>Ditempatkan bersama pesanan lain, dari {place}.</translation>
    </message>
    <message>
        <source>{name} chose {place}: a part comes sooner.</source>
        <translation>{name} memilih {place}: sebagian datang lebih cepat.</translation>
    </message>
    <message>
        <source>{name} chose {place}: a row goes its own way.</source>
        <translation>{name} memilih {place}: satu baris lewat cara sendiri.</translation>
    </message>
    <message>
        <source>Why from there</source>
        <translation>Kenapa dari sana</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Dari</translation>
    </message>
    <message>
        <source>Has</source>
        <translation>Punya</translation>
    </message>
    <message>
        <source>Parcels</source>
        <translation>Paket</translation>
    </message>
    <message>
        <source>Costs us</source>
        <translation>Biaya kita</translation>
    </message>
    <message>
        <source>There by</source>
        <translation>Sampai</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Mengapa</translation>
    </message>
    <message>
        <source>chosen</source>
        <translation>dipilih</translation>
    </message>
    <message>
        <source>best by costs</source>
        <translation>terbaik menurut biaya</translation>
    </message>
    <message>
        <source>Others</source>
        <translation>Lainnya</translation>
    </message>
    <message>
        <source>nobody has it</source>
        <translation>tidak ada yang punya</translation>
    </message>
    <message>
        <source>margin {money}</source>
        <translation>margin {money}</translation>
    </message>
    <message>
        <source>{has} of {of}</source>
        <translation>{has} dari {of}</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Sampai</translation>
    </message>
    <message>
        <source>Raw events</source>
        <translation>Data mentah</translation>
    </message>
    <message>
        <source>Act</source>
        <translation>Tindakan</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>Barang</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>Jumlah</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Pengguna</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Perangkat</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Perintah</translation>
    </message>
    <message>
        <source>To be paid: {tender}</source>
        <translation>Akan dibayar: {tender}</translation>
    </message>
    <message>
        <source>Paid {amount}, {tender}</source>
        <translation>Dibayar {amount}, {tender}</translation>
    </message>
    <message>
        <source>Mail: {what}</source>
        <translation>Email: {what}</translation>
    </message>
    <message>
        <source>Returned: {items}</source>
        <translation>Retur: {items}</translation>
    </message>
    <message>
        <source>Put on hold</source>
        <translation>Tahan</translation>
    </message>
    <message>
        <source>Hold released</source>
        <translation>Penahanan dilepas</translation>
    </message>
    <message>
        <source>Goodwill {amount}</source>
        <translation>Kompensasi {amount}</translation>
    </message>
    <message>
        <source>Settled: {what}</source>
        <translation>Diselesaikan: {what}</translation>
    </message>
    <message>
        <source>Placed by phone</source>
        <translation>Dipesan lewat telepon</translation>
    </message>
    <message>
        <source>Placed in the store</source>
        <translation>Dipesan di toko</translation>
    </message>
    <message>
        <source>Placed on the web</source>
        <translation>Dipesan di web</translation>
    </message>
    <message>
        <source>Order placed</source>
        <translation>Pesanan dibuat</translation>
    </message>
    <message>
        <source>Sourced: {items}</source>
        <translation>Tempat ditentukan: {items}</translation>
    </message>
    <message>
        <source>Goods arrived: {items}</source>
        <translation>Barang tiba: {items}</translation>
    </message>
    <message>
        <source>Given to the place: {items}</source>
        <translation>Diteruskan: {items}</translation>
    </message>
    <message>
        <source>Looks for another place: {items}</source>
        <translation>Mencari tempat lain: {items}</translation>
    </message>
    <message>
        <source>Waits for goods: {items}</source>
        <translation>Menunggu stok: {items}</translation>
    </message>
    <message>
        <source>Picked: {items}</source>
        <translation>Disiapkan: {items}</translation>
    </message>
    <message>
        <source>Pick undone: {items}</source>
        <translation>Batal ambil: {items}</translation>
    </message>
    <message>
        <source>Short: {items}</source>
        <translation>Kurang: {items}</translation>
    </message>
    <message>
        <source>Found after all: {items}</source>
        <translation>Ternyata ada: {items}</translation>
    </message>
    <message>
        <source>Ready: {items}</source>
        <translation>Siap: {items}</translation>
    </message>
    <message>
        <source>Not ready after all: {items}</source>
        <translation>Batal siap: {items}</translation>
    </message>
    <message>
        <source>Put back: {items}</source>
        <translation>Kembali ke rak: {items}</translation>
    </message>
    <message>
        <source>Handed over: {items}</source>
        <translation>Diserahkan: {items}</translation>
    </message>
    <message>
        <source>Hand-over undone: {items}</source>
        <translation>Batal serah: {items}</translation>
    </message>
    <message>
        <source>Taken along: {items}</source>
        <translation>Dibawa: {items}</translation>
    </message>
    <message>
        <source>Not collected: {items}</source>
        <translation>Tidak diambil: {items}</translation>
    </message>
    <message>
        <source>Packed: {items}</source>
        <translation>Dikemas: {items}</translation>
    </message>
    <message>
        <source>Unpacked: {items}</source>
        <translation>Dibuka lagi: {items}</translation>
    </message>
    <message>
        <source>Shipped: {items}</source>
        <translation>Dikirim: {items}</translation>
    </message>
    <message>
        <source>Not sent after all: {items}</source>
        <translation>Batal dikirim: {items}</translation>
    </message>
    <message>
        <source>Delivered: {items}</source>
        <translation>Diterima: {items}</translation>
    </message>
    <message>
        <source>Arrived: {items}</source>
        <translation>Tiba: {items}</translation>
    </message>
    <message>
        <source>Lost: {items}</source>
        <translation>Hilang: {items}</translation>
    </message>
    <message>
        <source>Cancelled: {items}</source>
        <translation>Dibatalkan: {items}</translation>
    </message>
    <message>
        <source>Added: {items}</source>
        <translation>Ditambah: {items}</translation>
    </message>
    <message>
        <source>Comes another way: {items}</source>
        <translation>Ganti cara kirim: {items}</translation>
    </message>
    <message>
        <source>Another address</source>
        <translation>Alamat lain</translation>
    </message>
    <message>
        <source>Delivery charge changed</source>
        <translation>Ongkos kirim berubah</translation>
    </message>
    <message>
        <source>Another time: {items}</source>
        <translation>Waktu lain: {items}</translation>
    </message>
    <message>
        <source>No longer awaited by mail: it came over the counter</source>
        <translation>Kiriman retur tidak ditunggu lagi: barangnya dibawa ke konter</translation>
    </message>
    <message>
        <source>Not there in time, customer asked: {items}</source>
        <translation>Tidak ada tepat waktu, pelanggan ditanya: {items}</translation>
    </message>
    <message>
        <source>%n more</source>
        <translation>%n lagi</translation>
    </message>
    <message>
        <source>approved by {name}</source>
        <translation>disetujui {name}</translation>
    </message>
    <message>
        <source>was told for {day}</source>
        <translation>semula {day}</translation>
    </message>
    <message>
        <source>nothing is on its way</source>
        <translation>tidak ada kiriman</translation>
    </message>
    <message>
        <source>could be there {day}</source>
        <translation>bisa ada {day}</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>tidak ditemukan</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>rusak</translation>
    </message>
    <message>
        <source>display only</source>
        <translation>hanya pajangan</translation>
    </message>
    <message>
        <source>stock was wrong</source>
        <translation>stok keliru</translation>
    </message>
    <message>
        <source>nobody took it up there</source>
        <translation>tidak diambil di sana</translation>
    </message>
    <message>
        <source>missed its carrier there</source>
        <translation>ketinggalan kurir di sana</translation>
    </message>
    <message>
        <source>its day was too full there</source>
        <translation>hari kerjanya di sana terlalu penuh</translation>
    </message>
    <message>
        <source>its carrier does not come there</source>
        <translation>kurirnya tidak datang ke sana</translation>
    </message>
    <message>
        <source>it was not there after all</source>
        <translation>ternyata barangnya tidak ada di sana</translation>
    </message>
    <message>
        <source>placed anew with others</source>
        <translation>ditempatkan ulang bersama yang lain</translation>
    </message>
    <message>
        <source>{n} of {all} ready</source>
        <translation>{n} dari {all} siap</translation>
    </message>
    <message>
        <source>{amount} to pay</source>
        <translation>Bayar {amount}</translation>
    </message>
    <message>
        <source>{amount} too much</source>
        <translation>Lebih {amount}</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>Lunas</translation>
    </message>
    <message>
        <source>by phone</source>
        <translation>lewat telepon</translation>
    </message>
    <message>
        <source>in the store</source>
        <translation>di toko</translation>
    </message>
    <message>
        <source>on the web</source>
        <translation>di web</translation>
    </message>
    <message>
        <source>from another system</source>
        <translation>dari sistem lain</translation>
    </message>
    <message>
        <source>{how} with {name}, {when}</source>
        <translation>{how} dengan {name}, {when}</translation>
    </message>
    <message>
        <source>The payment has not come yet</source>
        <translation>Pembayaran belum diterima</translation>
    </message>
    <message>
        <source>Being checked for fraud</source>
        <translation>Diperiksa penipuan</translation>
    </message>
    <message>
        <source>The address is not right</source>
        <translation>Alamat tidak benar</translation>
    </message>
    <message>
        <source>Waits for a return</source>
        <translation>Menunggu retur</translation>
    </message>
    <message>
        <source>Not in stock</source>
        <translation>Stok kosong</translation>
    </message>
    <message>
        <source>No delivery date yet</source>
        <translation>Tanggal kirim belum ada</translation>
    </message>
    <message>
        <source>Too large for the carrier</source>
        <translation>Terlalu besar untuk kurir</translation>
    </message>
    <message>
        <source>Held by hand</source>
        <translation>Ditahan manual</translation>
    </message>
    <message>
        <source>The customer asked to wait</source>
        <translation>Diminta pelanggan</translation>
    </message>
    <message>
        <source>Unpaid</source>
        <translation>Belum bayar</translation>
    </message>
    <message>
        <source>Fraud check</source>
        <translation>Cek fraud</translation>
    </message>
    <message>
        <source>Bad address</source>
        <translation>Alamat salah</translation>
    </message>
    <message>
        <source>Return first</source>
        <translation>Tunggu retur</translation>
    </message>
    <message>
        <source>Out of stock</source>
        <translation>Stok kosong</translation>
    </message>
    <message>
        <source>No date</source>
        <translation>Tanpa tanggal</translation>
    </message>
    <message>
        <source>Oversize</source>
        <translation>Terlalu besar</translation>
    </message>
    <message>
        <source>By hand</source>
        <translation>Manual</translation>
    </message>
    <message>
        <source>Asked to wait</source>
        <translation>Minta tunggu</translation>
    </message>
    <message>
        <source>Pay link</source>
        <translation>Tautan bayar</translation>
    </message>
    <message>
        <source>At the store</source>
        <translation>Di toko</translation>
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
        <source>Store credit</source>
        <translation>Kredit toko</translation>
    </message>
    <message>
        <source>Paid elsewhere</source>
        <translation>Dibayar di tempat lain</translation>
    </message>
    <message>
        <source>not paid yet</source>
        <translation>belum dibayar</translation>
    </message>
    <message>
        <source>declined</source>
        <translation>ditolak</translation>
    </message>
    <message>
        <source>lapsed</source>
        <translation>kedaluwarsa</translation>
    </message>
    <message>
        <source>not sure yet</source>
        <translation>belum pasti</translation>
    </message>
    <message>
        <source>Items added</source>
        <translation>Barang ditambah</translation>
    </message>
    <message>
        <source>Goodwill</source>
        <translation>Kompensasi</translation>
    </message>
    <message>
        <source>Items cancelled</source>
        <translation>Barang dibatalkan</translation>
    </message>
    <message>
        <source>Given back</source>
        <translation>Dikembalikan</translation>
    </message>
    <message>
        <source>Return {number}</source>
        <translation>Retur {number}</translation>
    </message>
    <message>
        <source>promised, not taken yet</source>
        <translation>dijanjikan, belum diterima</translation>
    </message>
    <message>
        <source>Confirmation</source>
        <translation>Konfirmasi</translation>
    </message>
    <message>
        <source>Ready for pickup</source>
        <translation>Siap diambil</translation>
    </message>
    <message>
        <source>Thank you, collected</source>
        <translation>Terima kasih, diambil</translation>
    </message>
    <message>
        <source>Cancelled items</source>
        <translation>Barang batal</translation>
    </message>
    <message>
        <source>Changed order</source>
        <translation>Pesanan berubah</translation>
    </message>
    <message>
        <source>Refund</source>
        <translation>Refund</translation>
    </message>
    <message>
        <source>Another place or time</source>
        <translation>Tempat atau waktu lain</translation>
    </message>
    <message>
        <source>Not sent yet</source>
        <translation>Belum dikirim</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Terkirim</translation>
    </message>
    <message>
        <source>Not delivered</source>
        <translation>Tidak sampai</translation>
    </message>
    <message>
        <source>Not needed</source>
        <translation>Tidak perlu</translation>
    </message>
    <message>
        <source>Refused by the server</source>
        <translation>Ditolak server</translation>
    </message>
    <message>
        <source>Put aside for repair</source>
        <translation>Disisihkan untuk diperbaiki</translation>
    </message>
    <message>
        <source>Promised, not there</source>
        <translation>Dijanjikan, tidak ada</translation>
    </message>
    <message>
        <source>Price changed</source>
        <translation>Harga berubah</translation>
    </message>
    <message>
        <source>Collected twice</source>
        <translation>Diambil dua kali</translation>
    </message>
    <message>
        <source>Returned twice</source>
        <translation>Diretur dua kali</translation>
    </message>
    <message>
        <source>One number, given twice</source>
        <translation>Satu nomor, dua dokumen</translation>
    </message>
    <message>
        <source>No right to do it</source>
        <translation>Tidak berhak</translation>
    </message>
    <message>
        <source>Payment declined</source>
        <translation>Pembayaran ditolak</translation>
    </message>
    <message>
        <source>Paid after it was cancelled</source>
        <translation>Dibayar setelah batal</translation>
    </message>
    <message>
        <source>Done against the rules</source>
        <translation>Di luar aturan</translation>
    </message>
    <message>
        <source>Not wanted</source>
        <translation>Tidak jadi</translation>
    </message>
    <message>
        <source>Ordered twice</source>
        <translation>Pesan dobel</translation>
    </message>
    <message>
        <source>Wrong item</source>
        <translation>Salah barang</translation>
    </message>
    <message>
        <source>Takes too long</source>
        <translation>Terlalu lama</translation>
    </message>
    <message>
        <source>Found cheaper</source>
        <translation>Ada lebih murah</translation>
    </message>
    <message>
        <source>Not paid</source>
        <translation>Belum dibayar</translation>
    </message>
    <message>
        <source>Not available</source>
        <translation>Tidak ada</translation>
    </message>
    <message>
        <source>Not collected</source>
        <translation>Tidak diambil</translation>
    </message>
    <message>
        <source>Fraud feared</source>
        <translation>Penipuan?</translation>
    </message>
    <message>
        <source>Came late</source>
        <translation>Terlambat</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>Rusak</translation>
    </message>
    <message>
        <source>Item missing</source>
        <translation>Barang kurang</translation>
    </message>
    <message>
        <source>Poor service</source>
        <translation>Layanan buruk</translation>
    </message>
    <message>
        <source>Price differs</source>
        <translation>Beda harga</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Lainnya</translation>
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
        <source>today</source>
        <translation>hari ini</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Hari ini</translation>
    </message>
    <message>
        <source>sent from {place}</source>
        <translation>dikirim dari {place}</translation>
    </message>
    <message>
        <source>{items} from {day}</source>
        <translation>{items} mulai {day}</translation>
    </message>
    <message>
        <source>%n parcel(s)</source>
        <translation>%n paket</translation>
    </message>
    <message>
        <source>waits for goods</source>
        <translation>menunggu barang</translation>
    </message>
    <message>
        <source>{kg} kg CO₂e</source>
        <translation>{kg} kg CO₂e</translation>
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
        <source>provisional, stock {age} old</source>
        <translation>sementara, stok {age}</translation>
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
        <source>“{typed}” is not a day. Write !wed, !24, !24/11 or !17:00.</source>
        <translation>“{typed}” bukan hari. Tulis !rabu, !24, !24/11, atau !17:00.</translation>
    </message>
    <message>
        <source>“{typed}” is over. Nothing was changed.</source>
        <translation>“{typed}” sudah lewat. Tidak ada yang diubah.</translation>
    </message>
    <message>
        <source>“{typed}” is more than a year away. Nothing was changed.</source>
        <translation>“{typed}” lebih dari setahun lagi. Tidak ada yang diubah.</translation>
    </message>
    <message>
        <source>Another desk holds the stock of this order.</source>
        <translation>Stok pesanan ini disisihkan di meja lain.</translation>
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
        <translation>Itu bukan alamat email.</translation>
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
        <source>Goods are only sent to the store where they are collected. Choose with F6.</source>
        <translation>Barang hanya dikirim ke toko tempat barang diambil. Pilih dengan F6.</translation>
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
    <message>
        <source>{parcels} from {place}</source>
        <translation>{parcels} dari {place}</translation>
    </message>
    <message>
        <source>All {n} from {place}</source>
        <translation>Semua {n} dari {place}</translation>
    </message>
    <message>
        <source>From {place}</source>
        <translation>Dari {place}</translation>
    </message>
    <message>
        <source>arrives {day}</source>
        <translation>sampai {day}</translation>
    </message>
    <message>
        <source>ready {when}</source>
        <translation>siap {when}</translation>
    </message>
    <message>
        <source>{nearer} is nearer but has none.</source>
        <translation>{nearer} lebih dekat, tetapi kosong.</translation>
    </message>
    <message>
        <source>No other place has all of it.</source>
        <translation>Tempat lain tidak punya semuanya.</translation>
    </message>
    <message>
        <source>It is the nearest place.</source>
        <translation>Ini tempat terdekat.</translation>
    </message>
    <message>
        <source>It is the nearest place, {km} away.</source>
        <translation>Ini tempat terdekat, {km} dari sana.</translation>
    </message>
    <message>
        <source>It is the cheapest way.</source>
        <translation>Ini cara termurah.</translation>
    </message>
    <message>
        <source>{than} would cost {more} more.</source>
        <translation>Dari {than} {more} lebih mahal.</translation>
    </message>
    <message>
        <source>All {n} in one parcel from {place}</source>
        <translation>Semua {n} dalam satu paket dari {place}</translation>
    </message>
    <message>
        <source>At {place}, {sent}</source>
        <translation>Di {place}, {sent}</translation>
    </message>
    <message>
        <source>the first {first}, the last {last}</source>
        <translation>pertama {first}, terakhir {last}</translation>
    </message>
    <message>
        <source>{nearer} is nearer, but {why}.</source>
        <translation>{nearer} lebih dekat, tetapi {why}.</translation>
    </message>
    <message>
        <source>{nearer} is nearer but has {has} of {units}</source>
        <translation>{nearer} lebih dekat, tetapi hanya ada {has} dari {units}</translation>
    </message>
    <message>
        <source>{amount} more</source>
        <translation>{amount} lebih mahal</translation>
    </message>
    <message>
        <source>and it is their last %n</source>
        <translation>dan itu %n terakhir di sana</translation>
    </message>
    <message>
        <source>{than} may sell its last ones there: {more} more.</source>
        <translation>{than} bisa menjual sisa terakhirnya di sana: {more} lebih mahal.</translation>
    </message>
    <message>
        <source>{than} is busy: {more} more.</source>
        <translation>{than} sedang sibuk: {more} lebih mahal.</translation>
    </message>
    <message>
        <source>A rule makes {than} {more} dearer.</source>
        <translation>Menurut aturan, {than} {more} lebih mahal.</translation>
    </message>
    <message>
        <source>{than} often does not find its goods: {more} more.</source>
        <translation>{than} sering tidak menemukan barangnya: {more} lebih mahal.</translation>
    </message>
    <message>
        <source>{than} is not heard, it may have sold it: {more} more.</source>
        <translation>{than} tidak terhubung, mungkin sudah terjual di sana: lebih mahal {more}.</translation>
    </message>
    <message>
        <source>It is the fastest way.</source>
        <translation>Ini cara tercepat.</translation>
    </message>
    <message>
        <source>It is %n minute(s) sooner than the first one.</source>
        <translation>%n menit lebih cepat dari pilihan pertama.</translation>
    </message>
    <message>
        <source>It is %n hour(s) sooner than the first one.</source>
        <translation>%n jam lebih cepat dari pilihan pertama.</translation>
    </message>
    <message>
        <source>It is %n day(s) sooner than the first one.</source>
        <translation>%n hari lebih cepat dari pilihan pertama.</translation>
    </message>
    <message>
        <source>No place has all of it.</source>
        <translation>Tidak ada tempat yang punya semuanya.</translation>
    </message>
    <message>
        <source>No place has all {of}; {place} has {has}.</source>
        <translation>Tidak ada tempat yang punya {of}; {place} punya {has}.</translation>
    </message>
    <message>
        <source>The goods are on their way.</source>
        <translation>Barangnya sedang dalam perjalanan.</translation>
    </message>
    <message>
        <source>The goods arrive there {day}.</source>
        <translation>Barangnya tiba di sana {day}.</translation>
    </message>
    <message>
        <source>{place} has none now.</source>
        <translation>{place} sekarang tidak punya.</translation>
    </message>
    <message>
        <source>{place} has {has} of {of} now.</source>
        <translation>{place} sekarang punya {has} dari {of}.</translation>
    </message>
    <message>
        <source>{has} of {of} are there sooner than all together.</source>
        <translation>{has} dari {of} sampai lebih cepat daripada semuanya sekaligus.</translation>
    </message>
    <message>
        <source>has {has} of {of}</source>
        <translation>ada {has} dari {of}</translation>
    </message>
    <message>
        <source>rule: {rule}</source>
        <translation>aturan: {rule}</translation>
    </message>
    <message>
        <source>{carrier} does not come there in time</source>
        <translation>{carrier} tidak datang ke sana tepat waktu</translation>
    </message>
    <message>
        <source>no carrier from there to {zone}</source>
        <translation>tidak ada kurir dari sana ke {zone}</translation>
    </message>
    <message>
        <source>has all, others serve better</source>
        <translation>lengkap, tetapi ada yang lebih baik</translation>
    </message>
    <message>
        <source>has none</source>
        <translation>kosong</translation>
    </message>
    <message>
        <source>has not all</source>
        <translation>tidak lengkap</translation>
    </message>
    <message>
        <source>hands nothing over</source>
        <translation>tidak melayani pengambilan</translation>
    </message>
    <message>
        <source>sends nothing</source>
        <translation>tidak mengirim</translation>
    </message>
    <message>
        <source>no carrier from there</source>
        <translation>tidak ada kurir dari sana</translation>
    </message>
    <message>
        <source>keeps its last one</source>
        <translation>menyimpan yang terakhir</translation>
    </message>
    <message>
        <source>has no room for more work</source>
        <translation>sudah penuh pekerjaan</translation>
    </message>
    <message>
        <source>its carrier has left</source>
        <translation>kurirnya sudah berangkat</translation>
    </message>
    <message>
        <source>a rule leaves it out</source>
        <translation>dikecualikan aturan</translation>
    </message>
    <message>
        <source>could not find it before</source>
        <translation>sebelumnya tidak ditemukan di sana</translation>
    </message>
    <message>
        <source>its figures are too old</source>
        <translation>angkanya terlalu lama</translation>
    </message>
    <message>
        <source>would be too late</source>
        <translation>akan terlambat</translation>
    </message>
    <message>
        <source>too heavy for its carriers</source>
        <translation>terlalu berat untuk kurirnya</translation>
    </message>
    <message>
        <source>a rule makes it dearer</source>
        <translation>menurut aturan lebih mahal</translation>
    </message>
    <message>
        <source>not chosen</source>
        <translation>tidak dipilih</translation>
    </message>
    <message>
        <source>{n} m</source>
        <translation>{n} m</translation>
    </message>
    <message>
        <source>{n} km</source>
        <translation>{n} km</translation>
    </message>
    <message>
        <source>Recommended</source>
        <translation>Disarankan</translation>
    </message>
    <message>
        <source>Cheapest</source>
        <translation>Termurah</translation>
    </message>
    <message>
        <source>Fastest</source>
        <translation>Tercepat</translation>
    </message>
    <message>
        <source>Nearest</source>
        <translation>Terdekat</translation>
    </message>
    <message>
        <source>Greenest</source>
        <translation>Terhijau</translation>
    </message>
</context>
</TS>
