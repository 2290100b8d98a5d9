<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="en_GB">
    <context>
        <name>SignIn</name>
        <message numerus="yes">
            <source>Wrong PIN, %n tries left</source>
            <translation>
                <numerusform>Wrong PIN, %n try left</numerusform>
                <numerusform>Wrong PIN, %n tries left</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>SyncPill</name>
        <message numerus="yes">
            <source>%n need(s) you</source>
            <translation>
                <numerusform>%n needs you</numerusform>
                <numerusform>%n need you</numerusform>
            </translation>
        </message>
    </context>
</TS>
