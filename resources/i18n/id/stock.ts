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
        <source>Show</source>
        <translation>Tampilkan</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Tempat</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Segarkan</translation>
    </message>
</context>
<context>
    <name>PlacesTable</name>
    <message>
        <source>Places</source>
        <translation>Tempat</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Tempat</translation>
    </message>
    <message>
        <source>On hand</source>
        <translation>Stok</translation>
    </message>
    <message>
        <source>Reserved</source>
        <translation>Dipesan</translation>
    </message>
    <message>
        <source>Safety</source>
        <translation>Aman</translation>
    </message>
    <message>
        <source>ATP</source>
        <translation>ATP</translation>
    </message>
    <message>
        <source>Transit</source>
        <translation>Di jalan</translation>
    </message>
    <message>
        <source>Inbound</source>
        <translation>Masuk</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Umur</translation>
    </message>
    <message>
        <source>here</source>
        <translation>di sini</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>tak tahu</translation>
    </message>
</context>
<context>
    <name>SkuHeader</name>
    <message>
        <source>ATP</source>
        <translation>ATP</translation>
    </message>
    <message>
        <source>on hand</source>
        <translation>stok</translation>
    </message>
    <message>
        <source>reserved</source>
        <translation>dipesan</translation>
    </message>
    <message>
        <source>safety</source>
        <translation>stok aman</translation>
    </message>
    <message>
        <source>lent to devices</source>
        <translation>dipinjam perangkat</translation>
    </message>
    <message>
        <source>in transit</source>
        <translation>di jalan</translation>
    </message>
    <message>
        <source>inbound</source>
        <translation>akan masuk</translation>
    </message>
    <message>
        <source>{name}: {atp} can be promised, {on_hand} on hand, {reserved} reserved</source>
        <translation>{name}: {atp} bisa dijanjikan, {on_hand} stok, {reserved} dipesan</translation>
    </message>
</context>
<context>
    <name>StockPage</name>
    <message>
        <source>Item</source>
        <translation>Barang</translation>
    </message>
    <message>
        <source>Scan item — or type a code or name</source>
        <translation>Pindai barang — atau ketik kode atau nama</translation>
    </message>
    <message>
        <source>Items found</source>
        <translation>Barang ditemukan</translation>
    </message>
    <message>
        <source>On the way</source>
        <translation>Dalam perjalanan</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Tanggal</translation>
    </message>
    <message>
        <source>From and to</source>
        <translation>Dari dan ke</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>Jumlah</translation>
    </message>
    <message>
        <source>Scan an item, or type its code or name.</source>
        <translation>Pindai barang, atau ketik kode atau namanya.</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>Tempat</translation>
    </message>
    <message>
        <source>Nothing is on the way.</source>
        <translation>Tidak ada yang dalam perjalanan.</translation>
    </message>
    <message>
        <source>Which item?</source>
        <translation>Barang yang mana?</translation>
    </message>
    <message>
        <source>SKU</source>
        <translation>SKU</translation>
    </message>
    <message>
        <source>GTIN</source>
        <translation>GTIN</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Harga</translation>
    </message>
    <message>
        <source>Stock</source>
        <translation>Stok</translation>
    </message>
    <message>
        <source>One SKU, all places</source>
        <translation>Satu SKU, semua tempat</translation>
    </message>
    <message>
        <source>A manager can grant it.</source>
        <translation>Manajer bisa memberi izin.</translation>
    </message>
    <message>
        <source>No item is called “{typed}”.</source>
        <translation>Tidak ada barang bernama “{typed}”.</translation>
    </message>
    <message>
        <source>The stock of this item could not be read.</source>
        <translation>Stok barang ini tidak dapat dibaca.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Tidak ada yang berubah.</translation>
    </message>
    <message numerus="yes">
        <source>%n place(s), sorted by need</source>
        <translation>
            <numerusform>%n tempat, urut kebutuhan</numerusform>
        </translation>
    </message>
    <message>
        <source>Age unknown</source>
        <translation>Umur tidak diketahui</translation>
    </message>
    <message>
        <source>Other places: {age} old</source>
        <translation>Tempat lain: {age} lalu</translation>
    </message>
    <message>
        <source>no date</source>
        <translation>tanpa tgl</translation>
    </message>
    <message>
        <source>Purchase order</source>
        <translation>Pesanan pembelian</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>Transfer</translation>
    </message>
    <message>
        <source>Purchase order, not confirmed</source>
        <translation>Pesanan pembelian, belum pasti</translation>
    </message>
    <message>
        <source>{source} to {place}</source>
        <translation>{source} ke {place}</translation>
    </message>
    <message>
        <source>late</source>
        <translation>telat</translation>
    </message>
</context>
<context>
    <name>Totals</name>
    <message>
        <source>All places</source>
        <translation>Semua tempat</translation>
    </message>
</context>
</TS>
