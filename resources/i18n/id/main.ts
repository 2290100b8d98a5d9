<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="id">
<context>
    <name>DemoOpening</name>
    <message>
        <source>Planning the shop</source>
        <translation>Merencanakan toko</translation>
    </message>
    <message>
        <source>Opening stores</source>
        <translation>Membuka toko-toko</translation>
    </message>
    <message>
        <source>Writing rules</source>
        <translation>Menulis aturan</translation>
    </message>
    <message>
        <source>Hiring people</source>
        <translation>Merekrut karyawan</translation>
    </message>
    <message>
        <source>Filling the catalogue</source>
        <translation>Mengisi katalog</translation>
    </message>
    <message>
        <source>Meeting customers</source>
        <translation>Mengenal pelanggan</translation>
    </message>
    <message>
        <source>Filling the shelves</source>
        <translation>Mengisi rak</translation>
    </message>
    <message>
        <source>Selling for two years</source>
        <translation>Berjualan selama dua tahun</translation>
    </message>
    <message>
        <source>Ordering goods</source>
        <translation>Memesan barang</translation>
    </message>
    <message>
        <source>Looking ahead</source>
        <translation>Memperkirakan permintaan</translation>
    </message>
    <message>
        <source>Bringing it to this desk</source>
        <translation>Membawanya ke meja ini</translation>
    </message>
    <message>
        <source>Opening the demo shop</source>
        <translation>Membuka toko demo</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Kemajuan</translation>
    </message>
    <message>
        <source>The demo shop did not open</source>
        <translation>Toko demo tidak terbuka</translation>
    </message>
    <message>
        <source>It took too long, or something is missing. What was made is kept. Close this window and start the demo again.</source>
        <translation>Terlalu lama, atau ada yang kurang. Yang sudah dibuat tetap tersimpan. Tutup jendela ini dan mulai demo lagi.</translation>
    </message>
</context>
<context>
    <name>Joining</name>
    <message>
        <source>Enrolment code</source>
        <translation>Kode pendaftaran</translation>
    </message>
    <message>
        <source>Test the connection</source>
        <translation>Uji sambungan</translation>
    </message>
    <message>
        <source>Join the server</source>
        <translation>Gabung ke server</translation>
    </message>
    <message>
        <source>Join this desk</source>
        <translation>Gabungkan meja ini</translation>
    </message>
    <message>
        <source>The office gives each desk a code that works once. It tells the server where this desk stands.</source>
        <translation>Kantor memberi setiap meja kode sekali pakai. Kode itu memberi tahu server di mana meja ini berada.</translation>
    </message>
    <message>
        <source>Server: {address}</source>
        <translation>Server: {address}</translation>
    </message>
    <message>
        <source>Asking the server…</source>
        <translation>Menghubungi server…</translation>
    </message>
    <message>
        <source>Type the code from the office first.</source>
        <translation>Ketik dulu kode dari kantor.</translation>
    </message>
    <message>
        <source>Joining…</source>
        <translation>Menggabungkan…</translation>
    </message>
    <message>
        <source>The shop is here and is put in order.</source>
        <translation>Data toko sudah sampai dan sedang ditata.</translation>
    </message>
    <message>
        <source>Bringing the shop to this desk: {size} so far. Where the line breaks it goes on.</source>
        <translation>Mengambil data toko ke meja ini: {size} sejauh ini. Jika jaringan putus, dilanjutkan dari sana.</translation>
    </message>
    <message>
        <source>Bringing the shop to this desk. The first time takes a while.</source>
        <translation>Membawa data toko ke meja ini. Pertama kali perlu beberapa saat.</translation>
    </message>
    <message>
        <source>The server answers. Type the code and press Enter.</source>
        <translation>Server menjawab. Ketik kodenya lalu tekan Enter.</translation>
    </message>
    <message>
        <source>No answer from {address}. This desk has joined, and what has come of the shop stays here. Check the network, then press F5.</source>
        <translation>Tidak ada jawaban dari {address}. Meja ini sudah bergabung, dan data toko yang sudah sampai tetap di sini. Periksa jaringan, lalu tekan F5.</translation>
    </message>
    <message>
        <source>No answer from {address}. Nothing was changed and the code was not used up. Check the network, then press F5.</source>
        <translation>Tidak ada jawaban dari {address}. Tidak ada yang berubah dan kode belum terpakai. Periksa jaringan, lalu tekan F5.</translation>
    </message>
    <message>
        <source>That did not work, and nothing was changed. Press F5 to try again.</source>
        <translation>Tidak berhasil, dan tidak ada yang berubah. Tekan F5 untuk mencoba lagi.</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Gerai cannot open here</source>
        <translation>Gerai tidak dapat dibuka di sini</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Tutup</translation>
    </message>
</context>
<context>
    <name>Opening</name>
    <message>
        <source>Opening…</source>
        <translation>Membuka…</translation>
    </message>
</context>
<context>
    <name>ServerSwitch</name>
    <message>
        <source>Server ended – start again</source>
        <translation>Server berhenti – mulai lagi</translation>
    </message>
    <message>
        <source>Stop server</source>
        <translation>Hentikan server</translation>
    </message>
    <message>
        <source>Start server</source>
        <translation>Jalankan server</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>Drawer</source>
        <translation>Laci</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>Pesanan</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Beranda</translation>
    </message>
    <message>
        <source>Pickup</source>
        <translation>Ambil</translation>
    </message>
    <message>
        <source>Returns</source>
        <translation>Retur</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Pelanggan</translation>
    </message>
    <message>
        <source>Stock</source>
        <translation>Stok</translation>
    </message>
    <message>
        <source>Supply</source>
        <translation>Pasokan</translation>
    </message>
    <message>
        <source>Insights</source>
        <translation>Wawasan</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Aturan</translation>
    </message>
    <message>
        <source>Inbox</source>
        <translation>Inbox</translation>
    </message>
    <message>
        <source>Order detail</source>
        <translation>Detail pesanan</translation>
    </message>
    <message>
        <source>Sync status</source>
        <translation>Status sinkron</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Pengaturan</translation>
    </message>
    <message>
        <source>1 open order, saved {time}</source>
        <translation>1 pesanan terbuka, tersimpan {time}</translation>
    </message>
    <message>
        <source>%n parked order(s)</source>
        <translation>%n pesanan ditunda</translation>
    </message>
    <message>
        <source>The office has closed this desk. All that was done here has reached the server, and the shop&apos;s data on this computer is deleted.</source>
        <translation>Kantor telah menutup meja ini. Semua yang dikerjakan di sini sudah sampai di server, dan data toko di komputer ini dihapus.</translation>
    </message>
    <message>
        <source>This desk is closed for good</source>
        <translation>Meja ini ditutup untuk seterusnya</translation>
    </message>
</context>
</TS>
