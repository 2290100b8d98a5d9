<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="id" sourcelanguage="en_GB">
<context>
    <name>Action</name>
    <message>
        <source>Amount</source>
        <translation>Jumlah</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Segarkan</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>Kirim sekarang</translation>
    </message>
    <message>
        <source>Print again</source>
        <translation>Cetak lagi</translation>
    </message>
    <message>
        <source>Open or close</source>
        <translation>Buka atau tutup</translation>
    </message>
</context>
<context>
    <name>DrawerPage</name>
    <message>
        <source>Amount</source>
        <translation>Jumlah</translation>
    </message>
    <message>
        <source>No drawer.</source>
        <translation>Tidak ada laci.</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Hitungan</translation>
    </message>
    <message>
        <source>Cash drawer</source>
        <translation>Laci kas</translation>
    </message>
    <message>
        <source>A manager can grant it.</source>
        <translation>Manajer dapat memberikannya.</translation>
    </message>
    <message>
        <source>All is sent. F12 closes the drawer.</source>
        <translation>Semua sudah terkirim. F12 menutup laci.</translation>
    </message>
    <message>
        <source>The drawer could not be read.</source>
        <translation>Laci tidak dapat dibaca.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Tidak ada yang diubah.</translation>
    </message>
    <message>
        <source>The server is away. This computer goes on trying by itself.</source>
        <translation>Server tidak terjangkau. Komputer ini terus mencoba sendiri.</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>Mengirim…</translation>
    </message>
    <message>
        <source>Type the cash that is in the drawer now. Without any, type 0.</source>
        <translation>Ketik uang tunai di laci sekarang. Jika kosong, ketik 0.</translation>
    </message>
    <message>
        <source>Count the cash and type the sum. Without any, type 0.</source>
        <translation>Hitung uang tunai dan ketik jumlahnya. Jika kosong, ketik 0.</translation>
    </message>
    <message>
        <source>Cash in a drawer is never below zero.</source>
        <translation>Uang di laci tidak mungkin di bawah nol.</translation>
    </message>
    <message>
        <source>That is more than a drawer holds. Type it again.</source>
        <translation>Itu melebihi isi laci. Ketik lagi.</translation>
    </message>
    <message>
        <source>The drawer is open.</source>
        <translation>Laci terbuka.</translation>
    </message>
    <message>
        <source>Counted: {result} Not all is sent yet: F9 sends it now, F12 asks a manager.</source>
        <translation>Dihitung: {result} Belum semua terkirim: F9 kirim sekarang, F12 minta izin manajer.</translation>
    </message>
    <message>
        <source>The drawer is closed. {result}</source>
        <translation>Laci ditutup. {result}</translation>
    </message>
    <message>
        <source>F12 opens it.</source>
        <translation>F12 membukanya.</translation>
    </message>
    <message>
        <source>F12 closes it.</source>
        <translation>F12 menutupnya.</translation>
    </message>
    <message>
        <source>Open the drawer</source>
        <translation>Buka laci</translation>
    </message>
    <message>
        <source>Keep the count</source>
        <translation>Simpan hitungan</translation>
    </message>
    <message>
        <source>Close the drawer</source>
        <translation>Tutup laci</translation>
    </message>
    <message>
        <source>Float: cash in the drawer now</source>
        <translation>Modal awal: uang di laci sekarang</translation>
    </message>
    <message>
        <source>Counted cash</source>
        <translation>Uang tunai terhitung</translation>
    </message>
    <message>
        <source>Nothing typed yet</source>
        <translation>Belum ada yang diketik</translation>
    </message>
    <message>
        <source>Count what lies in the drawer, type it, and open with F12.</source>
        <translation>Hitung isi laci, ketik jumlahnya, lalu buka dengan F12.</translation>
    </message>
    <message>
        <source>Count the drawer and keep the sum with F12. It is closed when all is sent, or when a manager lets it pass.</source>
        <translation>Hitung laci dan simpan jumlahnya dengan F12. Laci ditutup kalau semua sudah terkirim, atau kalau manajer mengizinkan.</translation>
    </message>
    <message>
        <source>F9 sends what waits. F12 asks a manager to close without it; the paper names what was not sent.</source>
        <translation>F9 mengirim yang menunggu. F12 minta izin manajer untuk menutup tanpa itu; struk tutup laci mencatat yang belum terkirim.</translation>
    </message>
    <message>
        <source>Count the drawer, type the sum, look at the difference, close with F12.</source>
        <translation>Hitung laci, ketik jumlahnya, lihat selisihnya, tutup dengan F12.</translation>
    </message>
</context>
<context>
    <name>StandingCard</name>
    <message>
        <source>Drawer of this computer</source>
        <translation>Laci komputer ini</translation>
    </message>
    <message>
        <source>Expected in the drawer</source>
        <translation>Seharusnya di laci</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Selesai</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Terbuka</translation>
    </message>
    <message>
        <source>Counted</source>
        <translation>Sudah dihitung</translation>
    </message>
    <message>
        <source>Float</source>
        <translation>Modal awal</translation>
    </message>
    <message>
        <source>Cash in</source>
        <translation>Tunai masuk</translation>
    </message>
    <message>
        <source>Cash out</source>
        <translation>Tunai keluar</translation>
    </message>
    <message>
        <source>Open since {time}</source>
        <translation>Terbuka sejak {time}</translation>
    </message>
    <message>
        <source>Open since {time}, by {name}</source>
        <translation>Terbuka sejak {time}, oleh {name}</translation>
    </message>
    <message>
        <source>No drawer was counted at this computer yet.</source>
        <translation>Belum ada laci yang dihitung di komputer ini.</translation>
    </message>
    <message>
        <source>Closed {time}. {counted} was counted. {result}</source>
        <translation>Ditutup {time}. Terhitung {counted}. {result}</translation>
    </message>
</context>
<context>
    <name>WaitingCard</name>
    <message>
        <source>Not sent yet</source>
        <translation>Belum terkirim</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>Kirim sekarang</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>dan %n lagi</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>drawer</name>
    <message>
        <source>It agrees.</source>
        <translation>Cocok.</translation>
    </message>
    <message>
        <source>{amount} is missing.</source>
        <translation>Kurang {amount}.</translation>
    </message>
    <message>
        <source>{amount} too much.</source>
        <translation>Lebih {amount}.</translation>
    </message>
</context>
</TS>
