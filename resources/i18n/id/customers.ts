<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="id">
<context>
    <name>Action</name>
    <message>
        <source>Find</source>
        <translation>Cari</translation>
    </message>
    <message>
        <source>New order</source>
        <translation>Pesanan baru</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>Alamat</translation>
    </message>
    <message>
        <source>Goodwill</source>
        <translation>Kompensasi</translation>
    </message>
    <message>
        <source>Open order</source>
        <translation>Buka pesanan</translation>
    </message>
    <message>
        <source>Add a note</source>
        <translation>Tambah catatan</translation>
    </message>
    <message>
        <source>Call back…</source>
        <translation>Telepon kembali…</translation>
    </message>
    <message>
        <source>Called: how it went</source>
        <translation>Sudah ditelepon: hasilnya</translation>
    </message>
    <message>
        <source>Called</source>
        <translation>Sudah ditelepon</translation>
    </message>
    <message>
        <source>Call at another time</source>
        <translation>Telepon di waktu lain</translation>
    </message>
    <message>
        <source>Hand the call to a colleague</source>
        <translation>Serahkan telepon ke rekan</translation>
    </message>
    <message>
        <source>Show personal data</source>
        <translation>Tampilkan data pribadi</translation>
    </message>
    <message>
        <source>Compare and merge</source>
        <translation>Bandingkan &amp; gabung</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Segarkan</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>Gabung</translation>
    </message>
</context>
<context>
    <name>AddressForm</name>
    <message>
        <source>Save</source>
        <translation>Simpan</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Hapus</translation>
    </message>
</context>
<context>
    <name>AddressesCard</name>
    <message>
        <source>Addresses</source>
        <translation>Alamat</translation>
    </message>
    <message>
        <source>Another address</source>
        <translation>Alamat lain</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Alamat</translation>
    </message>
    <message>
        <source>default</source>
        <translation>utama</translation>
    </message>
    <message>
        <source>Kept here; the server does not have it yet</source>
        <translation>Disimpan di sini; server belum menerimanya</translation>
    </message>
    <message>
        <source>Make it the default</source>
        <translation>Jadikan alamat utama</translation>
    </message>
    <message>
        <source>Edit the address {label}</source>
        <translation>Ubah alamat {label}</translation>
    </message>
</context>
<context>
    <name>AnswerForm</name>
    <message>
        <source>What became of the call</source>
        <translation>Hasil telepon</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Kapan</translation>
    </message>
    <message>
        <source>Colleague</source>
        <translation>Rekan</translation>
    </message>
    <message>
        <source>Nobody, or more than one, is called so. Type more.</source>
        <translation>Tidak ada, atau lebih dari satu, yang bernama begitu. Ketik lagi.</translation>
    </message>
    <message>
        <source>Empty: anyone of the call centre.</source>
        <translation>Kosong: siapa saja di pusat panggilan.</translation>
    </message>
    <message>
        <source>Reached</source>
        <translation>Tersambung</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>Tak diangkat</translation>
    </message>
    <message>
        <source>Not needed</source>
        <translation>Tidak perlu</translation>
    </message>
    <message>
        <source>Other time</source>
        <translation>Waktu lain</translation>
    </message>
    <message>
        <source>Hand on</source>
        <translation>Serahkan</translation>
    </message>
</context>
<context>
    <name>CallsCard</name>
    <message>
        <source>Call back</source>
        <translation>Telepon kembali</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Simpan</translation>
    </message>
    <message>
        <source>Anyone here</source>
        <translation>Siapa saja</translation>
    </message>
</context>
<context>
    <name>ConsentCard</name>
    <message>
        <source>Consent</source>
        <translation>Persetujuan</translation>
    </message>
    <message>
        <source>Nothing was said yet</source>
        <translation>Belum ada pernyataan</translation>
    </message>
</context>
<context>
    <name>CustomerPage</name>
    <message>
        <source>Customer</source>
        <translation>Pelanggan</translation>
    </message>
    <message>
        <source>Scan or type: phone, name, mail, order</source>
        <translation>Pindai atau ketik: telepon, nama, email, pesanan</translation>
    </message>
    <message>
        <source>Customers found</source>
        <translation>Pelanggan ditemukan</translation>
    </message>
    <message>
        <source>Find a customer by phone, name, mail, card or order number.</source>
        <translation>Cari pelanggan dengan telepon, nama, email, kartu, atau nomor pesanan.</translation>
    </message>
    <message>
        <source>A manager can give you the right to see it.</source>
        <translation>Manajer dapat memberi Anda hak untuk melihatnya.</translation>
    </message>
    <message>
        <source>This customer could not be read.</source>
        <translation>Pelanggan ini tidak dapat dibaca.</translation>
    </message>
    <message>
        <source>Nothing was lost.</source>
        <translation>Tidak ada yang hilang.</translation>
    </message>
    <message>
        <source>Part from {name} again ({day})</source>
        <translation>Pisahkan lagi dari {name} ({day})</translation>
    </message>
    <message>
        <source>Nobody on this computer is “{typed}”. The server is away.</source>
        <translation>Tidak ada “{typed}” di komputer ini. Server sedang tidak terhubung.</translation>
    </message>
    <message>
        <source>Nobody is “{typed}”, neither here nor on the server.</source>
        <translation>Tidak ada “{typed}”, di sini maupun di server.</translation>
    </message>
    <message>
        <source>The server sends this customer.</source>
        <translation>Server mengirim pelanggan ini.</translation>
    </message>
    <message>
        <source>Find a customer first</source>
        <translation>Cari pelanggan dulu</translation>
    </message>
    <message>
        <source>Nobody promised to call back</source>
        <translation>Tidak ada janji telepon kembali</translation>
    </message>
    <message>
        <source>Choose an order in the timeline first</source>
        <translation>Pilih dulu pesanan di linimasa</translation>
    </message>
    <message>
        <source>Nothing is open</source>
        <translation>Tidak ada yang terbuka</translation>
    </message>
    <message>
        <source>Nobody looks like this customer</source>
        <translation>Tidak ada yang mirip pelanggan ini</translation>
    </message>
</context>
<context>
    <name>DuplicateStrip</name>
    <message>
        <source>Compare and merge</source>
        <translation>Bandingkan &amp; gabung</translation>
    </message>
    <message>
        <source>Not the same</source>
        <translation>Bukan orang yang sama</translation>
    </message>
    <message>
        <source>Perhaps the same person: {name}</source>
        <translation>Mungkin orang yang sama: {name}</translation>
    </message>
</context>
<context>
    <name>EditRow</name>
    <message>
        <source>Kept here; the server does not have it yet</source>
        <translation>Disimpan di sini; server belum menerimanya</translation>
    </message>
    <message>
        <source>Edit: {what}</source>
        <translation>Ubah: {what}</translation>
    </message>
    <message>
        <source>Make it the first one</source>
        <translation>Jadikan yang pertama</translation>
    </message>
</context>
<context>
    <name>Edits</name>
    <message>
        <source>Now they are one customer.</source>
        <translation>Sekarang keduanya satu pelanggan.</translation>
    </message>
    <message>
        <source>They are two customers again.</source>
        <translation>Keduanya kembali menjadi dua pelanggan.</translation>
    </message>
    <message>
        <source>This person was erased. Every desk follows.</source>
        <translation>Data orang ini dihapus. Semua meja menyusul.</translation>
    </message>
    <message>
        <source>The server gathers what is held…</source>
        <translation>Server mengumpulkan semua data…</translation>
    </message>
    <message>
        <source>Written: {file}, and the same as JSON beside it.</source>
        <translation>Ditulis: {file}, dan JSON yang sama di sebelahnya.</translation>
    </message>
</context>
<context>
    <name>FiguresBox</name>
    <message>
        <source>orders</source>
        <translation>pesanan</translation>
    </message>
    <message>
        <source>spent</source>
        <translation>belanja</translation>
    </message>
    <message>
        <source>returned</source>
        <translation>diretur</translation>
    </message>
    <message>
        <source>collected</source>
        <translation>diambil</translation>
    </message>
</context>
<context>
    <name>HistoryCard</name>
    <message>
        <source>Show</source>
        <translation>Tampilkan</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Kapan</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Apa</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Jumlah</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Linimasa</translation>
    </message>
    <message>
        <source>Nothing of this kind yet.</source>
        <translation>Belum ada yang seperti ini.</translation>
    </message>
    <message>
        <source>newest first</source>
        <translation>terbaru dulu</translation>
    </message>
    <message>
        <source>The timeline could not be read.</source>
        <translation>Linimasa tidak dapat dibaca.</translation>
    </message>
    <message>
        <source>Nothing was lost.</source>
        <translation>Tidak ada yang hilang.</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Semua</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>Pesanan</translation>
    </message>
    <message>
        <source>Returns</source>
        <translation>Retur</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Pesan</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Catatan</translation>
    </message>
</context>
<context>
    <name>MergePanel</name>
    <message>
        <source>Are these the same person?</source>
        <translation>Apakah ini orang yang sama?</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Nanti saja</translation>
    </message>
    <message>
        <source>Orders, returns and notes keep where they came from. It can be undone for 30 days.</source>
        <translation>Pesanan, retur, dan catatan tetap tahu asalnya. Dapat dibatalkan selama 30 hari.</translation>
    </message>
    <message>
        <source>Stays</source>
        <translation>Tetap</translation>
    </message>
    <message>
        <source>Comes in</source>
        <translation>Masuk</translation>
    </message>
    <message numerus="yes">
        <source>%n address(es)</source>
        <translation>
            <numerusform>%n alamat</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n note(s)</source>
        <translation>
            <numerusform>%n catatan</numerusform>
        </translation>
    </message>
    <message>
        <source>{amount} store credit</source>
        <translation>kredit toko {amount}</translation>
    </message>
    <message>
        <source>Comes along: {what}.</source>
        <translation>Ikut serta: {what}.</translation>
    </message>
</context>
<context>
    <name>NotesCard</name>
    <message>
        <source>Notes</source>
        <translation>Catatan</translation>
    </message>
    <message>
        <source>Type ; and the note into the entry box</source>
        <translation>Ketik ; lalu catatannya di kotak isian</translation>
    </message>
    <message>
        <source>No longer on top</source>
        <translation>Lepas dari atas</translation>
    </message>
    <message>
        <source>Keep on top</source>
        <translation>Sematkan di atas</translation>
    </message>
</context>
<context>
    <name>OpenOrders</name>
    <message>
        <source>Open orders</source>
        <translation>Pesanan terbuka</translation>
    </message>
    <message>
        <source>Nothing is open</source>
        <translation>Tidak ada yang terbuka</translation>
    </message>
</context>
<context>
    <name>OrderRow</name>
    <message>
        <source>Open the order</source>
        <translation>Buka pesanan</translation>
    </message>
    <message numerus="yes">
        <source>%n piece(s)</source>
        <translation>
            <numerusform>%n barang</numerusform>
        </translation>
    </message>
    <message>
        <source>{amount} to pay</source>
        <translation>{amount} belum dibayar</translation>
    </message>
</context>
<context>
    <name>PaysCard</name>
    <message>
        <source>Pays with</source>
        <translation>Cara bayar</translation>
    </message>
    <message>
        <source>to {month}</source>
        <translation>s.d. {month}</translation>
    </message>
    <message>
        <source>Store credit</source>
        <translation>Kredit toko</translation>
    </message>
</context>
<context>
    <name>PersonCard</name>
    <message>
        <source>Show</source>
        <translation>Tampilkan</translation>
    </message>
    <message>
        <source>Phones, mails and streets are hidden</source>
        <translation>Telepon, email, dan jalan disembunyikan</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Telepon</translation>
    </message>
    <message>
        <source>Another phone</source>
        <translation>Telepon lain</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>Email</translation>
    </message>
    <message>
        <source>Another e-mail</source>
        <translation>Email lain</translation>
    </message>
    <message>
        <source>since {day}</source>
        <translation>sejak {day}</translation>
    </message>
</context>
<context>
    <name>PrivacyCard</name>
    <message>
        <source>At the customer&apos;s request</source>
        <translation>Atas permintaan pelanggan</translation>
    </message>
    <message>
        <source>Take out their data</source>
        <translation>Ambil semua datanya</translation>
    </message>
    <message>
        <source>Erase this person</source>
        <translation>Hapus orang ini</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Jangan</translation>
    </message>
    <message>
        <source>Erase for good</source>
        <translation>Hapus selamanya</translation>
    </message>
    <message>
        <source>Name, phones, mails, addresses and notes are removed here, on the server and on every desk. Orders keep their figures. This cannot be undone.</source>
        <translation>Nama, telepon, email, alamat, dan catatan dihapus di sini, di server, dan di semua meja. Angka pesanan tetap ada. Ini tidak dapat dibatalkan.</translation>
    </message>
</context>
<context>
    <name>customers</name>
    <message>
        <source>Erased customer</source>
        <translation>Pelanggan terhapus</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nama</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Telepon</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>Email</translation>
    </message>
    <message>
        <source>Loyalty card</source>
        <translation>Kartu anggota</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Bahasa</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>Tingkat</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Street and number</source>
        <translation>Jalan dan nomor</translation>
    </message>
    <message>
        <source>RT</source>
        <translation>RT</translation>
    </message>
    <message>
        <source>RW</source>
        <translation>RW</translation>
    </message>
    <message>
        <source>Kelurahan</source>
        <translation>Kelurahan</translation>
    </message>
    <message>
        <source>Kecamatan</source>
        <translation>Kecamatan</translation>
    </message>
    <message>
        <source>City</source>
        <translation>Kota</translation>
    </message>
    <message>
        <source>Province</source>
        <translation>Provinsi</translation>
    </message>
    <message>
        <source>Postcode</source>
        <translation>Kode pos</translation>
    </message>
    <message>
        <source>No tier</source>
        <translation>Tanpa tingkat</translation>
    </message>
    <message>
        <source>Silver</source>
        <translation>Perak</translation>
    </message>
    <message>
        <source>Gold</source>
        <translation>Emas</translation>
    </message>
    <message>
        <source>Phone call</source>
        <translation>Telepon</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>Pesanan</translation>
    </message>
    <message>
        <source>Offers</source>
        <translation>Promo</translation>
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
        <source>by letter</source>
        <translation>lewat surat</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Ya</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Tidak</translation>
    </message>
    <message>
        <source>same phone</source>
        <translation>telepon sama</translation>
    </message>
    <message>
        <source>same e-mail</source>
        <translation>email sama</translation>
    </message>
    <message>
        <source>same name and postcode</source>
        <translation>nama dan kode pos sama</translation>
    </message>
    <message>
        <source>Brought back</source>
        <translation>Barang diretur</translation>
    </message>
    <message>
        <source>Parted again from {name}</source>
        <translation>Dipisah lagi dari {name}</translation>
    </message>
    <message>
        <source>Merged with {name}</source>
        <translation>Digabung dengan {name}</translation>
    </message>
    <message>
        <source>Ordered by phone</source>
        <translation>Pesan lewat telepon</translation>
    </message>
    <message>
        <source>Bought in the store</source>
        <translation>Beli di toko</translation>
    </message>
    <message>
        <source>Ordered on the web</source>
        <translation>Pesan di web</translation>
    </message>
    <message>
        <source>Bought</source>
        <translation>Beli</translation>
    </message>
    <message>
        <source>Told: order confirmed</source>
        <translation>Diberi tahu: pesanan dikonfirmasi</translation>
    </message>
    <message>
        <source>Told: pay link</source>
        <translation>Diberi tahu: tautan bayar</translation>
    </message>
    <message>
        <source>Told: ready to collect</source>
        <translation>Diberi tahu: siap diambil</translation>
    </message>
    <message>
        <source>Told: collected</source>
        <translation>Diberi tahu: sudah diambil</translation>
    </message>
    <message>
        <source>Told: cancelled</source>
        <translation>Diberi tahu: dibatalkan</translation>
    </message>
    <message>
        <source>Told: refunded</source>
        <translation>Diberi tahu: refund</translation>
    </message>
    <message>
        <source>Told by e-mail</source>
        <translation>Diberi tahu lewat email</translation>
    </message>
    <message>
        <source>Called back: reached</source>
        <translation>Ditelepon kembali: tersambung</translation>
    </message>
    <message>
        <source>Called back: no answer</source>
        <translation>Ditelepon kembali: tidak diangkat</translation>
    </message>
    <message>
        <source>Call back no longer needed</source>
        <translation>Telepon kembali tidak perlu lagi</translation>
    </message>
    <message>
        <source>Called back as well: reached</source>
        <translation>Ikut menelepon kembali: tersambung</translation>
    </message>
    <message>
        <source>Called back as well: no answer</source>
        <translation>Ikut menelepon kembali: tidak diangkat</translation>
    </message>
    <message>
        <source>Call back: a colleague had ended it before</source>
        <translation>Telepon kembali: sudah diselesaikan rekan</translation>
    </message>
    <message>
        <source>You will be reminded.</source>
        <translation>Anda akan diingatkan.</translation>
    </message>
    <message>
        <source>The call has its new time.</source>
        <translation>Waktu teleponnya sudah diganti.</translation>
    </message>
    <message>
        <source>The call was handed on.</source>
        <translation>Teleponnya sudah diserahkan.</translation>
    </message>
    <message>
        <source>Noted. It will be tried again.</source>
        <translation>Dicatat. Akan dicoba lagi.</translation>
    </message>
    <message>
        <source>Noted.</source>
        <translation>Dicatat.</translation>
    </message>
    <message>
        <source>Allowed: {channel}, {purpose}</source>
        <translation>Diizinkan: {channel}, {purpose}</translation>
    </message>
    <message>
        <source>Withdrawn: {channel}, {purpose}</source>
        <translation>Dicabut: {channel}, {purpose}</translation>
    </message>
    <message>
        <source>waits to be sent</source>
        <translation>menunggu dikirim</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>terkirim</translation>
    </message>
    <message>
        <source>could not be sent</source>
        <translation>gagal dikirim</translation>
    </message>
    <message>
        <source>withdrawn</source>
        <translation>ditarik</translation>
    </message>
    <message>
        <source>{field} was changed by somebody else meanwhile. Theirs stays; look, then change it again.</source>
        <translation>{field} baru saja diubah orang lain. Yang itu tetap; periksa, lalu ubah lagi.</translation>
    </message>
    <message>
        <source>Order {number} is still open. Close or cancel it first.</source>
        <translation>Pesanan {number} masih terbuka. Selesaikan atau batalkan dulu.</translation>
    </message>
    <message>
        <source>{amount} is still to be paid for order {number}.</source>
        <translation>{amount} masih harus dibayar untuk pesanan {number}.</translation>
    </message>
    <message>
        <source>{amount} of store credit is left. Spend or pay it out first.</source>
        <translation>Kredit toko {amount} masih ada. Pakai atau bayarkan dulu.</translation>
    </message>
    <message>
        <source>This is too long: at most {most} characters.</source>
        <translation>Terlalu panjang: paling banyak {most} huruf.</translation>
    </message>
    <message>
        <source>A customer has at most {most} phones and e-mails.</source>
        <translation>Seorang pelanggan punya paling banyak {most} telepon dan email.</translation>
    </message>
    <message>
        <source>A merge can be undone for {days} days. This one is older.</source>
        <translation>Gabungan dapat dibatalkan selama {days} hari. Yang ini lebih lama.</translation>
    </message>
    <message>
        <source>This customer was erased.</source>
        <translation>Pelanggan ini sudah dihapus.</translation>
    </message>
    <message>
        <source>This customer has it already.</source>
        <translation>Pelanggan ini sudah punya itu.</translation>
    </message>
    <message>
        <source>Type a phone number or an e-mail.</source>
        <translation>Ketik nomor telepon atau email.</translation>
    </message>
    <message>
        <source>This entry is gone. It is fresh now.</source>
        <translation>Isian ini sudah tidak ada. Tampilan sudah segar.</translation>
    </message>
    <message>
        <source>This address is there already.</source>
        <translation>Alamat ini sudah ada.</translation>
    </message>
    <message>
        <source>RT and RW are up to three digits, like 003.</source>
        <translation>RT dan RW paling banyak tiga angka, misalnya 003.</translation>
    </message>
    <message>
        <source>A loyalty card has letters, digits and dashes only.</source>
        <translation>Kartu anggota hanya berisi huruf, angka, dan tanda hubung.</translation>
    </message>
    <message>
        <source>This card belongs to another customer.</source>
        <translation>Kartu ini milik pelanggan lain.</translation>
    </message>
    <message>
        <source>This language is not spoken here.</source>
        <translation>Bahasa ini tidak tersedia.</translation>
    </message>
    <message>
        <source>There are invisible signs in this text. Type it again.</source>
        <translation>Ada tanda tak terlihat di teks ini. Ketik lagi.</translation>
    </message>
    <message>
        <source>Say in a word what the call is about.</source>
        <translation>Tulis singkat teleponnya tentang apa.</translation>
    </message>
    <message>
        <source>This note is gone.</source>
        <translation>Catatan ini sudah tidak ada.</translation>
    </message>
    <message>
        <source>Ask for their whole phone number, mail or card; then they come here.</source>
        <translation>Minta nomor telepon, email, atau kartunya secara lengkap; baru datanya dikirim ke sini.</translation>
    </message>
    <message>
        <source>This is the same record.</source>
        <translation>Ini data yang sama.</translation>
    </message>
    <message>
        <source>One of them was merged already.</source>
        <translation>Salah satunya sudah digabung.</translation>
    </message>
    <message>
        <source>This merge is not known here.</source>
        <translation>Gabungan ini tidak dikenal di sini.</translation>
    </message>
    <message>
        <source>This merge was undone already.</source>
        <translation>Gabungan ini sudah dibatalkan.</translation>
    </message>
    <message>
        <source>There was a later merge. Undo that one first.</source>
        <translation>Ada gabungan yang lebih baru. Batalkan yang itu dulu.</translation>
    </message>
    <message>
        <source>This field cannot be merged.</source>
        <translation>Isian ini tidak dapat digabung.</translation>
    </message>
    <message>
        <source>Nobody does this alone. Ask from another person&apos;s desk.</source>
        <translation>Ini tidak boleh dilakukan sendirian. Minta dari meja orang lain.</translation>
    </message>
    <message>
        <source>The server has not allowed this export. Ask for it again.</source>
        <translation>Server belum mengizinkan ekspor ini. Minta sekali lagi.</translation>
    </message>
</context>
</TS>
