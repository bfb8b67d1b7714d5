<?xml version='1.0' encoding='utf-8'?>
<TS version="2.1" language="en" sourcelanguage="en">
    <context>
        <name>SensitivityContent</name>
        <message numerus="yes">
            <source>%n bit(s)</source>
            <translation>
                <numerusform>%n bit</numerusform>
                <numerusform>%n bits</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>SpectrumContent</name>
        <message numerus="yes">
            <source>quartiles of %n sites</source>
            <translation>
                <numerusform>quartiles of %n site</numerusform>
                <numerusform>quartiles of %n sites</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n more site(s) are drawn for comparison.</source>
            <translation>
                <numerusform>%n more site is drawn for comparison.</numerusform>
                <numerusform>%n more sites are drawn for comparison.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>lapidary::widgets::BudgetBar</name>
        <message numerus="yes">
            <source>✖ %n error(s)</source>
            <translation>
                <numerusform>✖ %n error</numerusform>
                <numerusform>✖ %n errors</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>⚠ %n warning(s)</source>
            <translation>
                <numerusform>⚠ %n warning</numerusform>
                <numerusform>⚠ %n warnings</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>lapidary::widgets::Inspector</name>
        <message numerus="yes">
            <source>%n site(s) selected</source>
            <translation>
                <numerusform>%n site selected</numerusform>
                <numerusform>%n sites selected</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n site(s)</source>
            <translation>
                <numerusform>%n site</numerusform>
                <numerusform>%n sites</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>lapidary::widgets::LogView</name>
        <message numerus="yes">
            <source>%n lines</source>
            <translation>
                <numerusform>%n line</numerusform>
                <numerusform>%n lines</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>lapidary::widgets::ModelTree</name>
        <message numerus="yes">
            <source>%n sites</source>
            <translation>
                <numerusform>%n site</numerusform>
                <numerusform>%n sites</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>lapidary::widgets::SensitivityView</name>
        <message numerus="yes">
            <source>%1 on %n site(s)</source>
            <translation>
                <numerusform>%1 on %n site</numerusform>
                <numerusform>%1 on %n sites</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>lapidary::widgets::SiteTreeModel</name>
        <message numerus="yes">
            <source>block %1: %n sites; a click selects them all</source>
            <translation>
                <numerusform>block %1: %n site; a click selects them all</numerusform>
                <numerusform>block %1: %n sites; a click selects them all</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>lapidary::widgets::SpectrumView</name>
        <message numerus="yes">
            <source>rank %1 on %n site(s)</source>
            <translation>
                <numerusform>rank %1 on %n site</numerusform>
                <numerusform>rank %1 on %n sites</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>lapidary::window::MainWindow</name>
        <message numerus="yes">
            <source>leave %n site(s) dense</source>
            <translation>
                <numerusform>leave %n site dense</numerusform>
                <numerusform>leave %n sites dense</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>reset %n site(s)</source>
            <translation>
                <numerusform>reset %n site</numerusform>
                <numerusform>reset %n sites</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 notch on %n site(s)</source>
            <translation>
                <numerusform>%1 notch on %n site</numerusform>
                <numerusform>%1 notch on %n sites</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>lapidary::window::Work</name>
        <message numerus="yes">
            <source>Measured %n site(s) on %1 tokens in %2.</source>
            <translation>
                <numerusform>Measured %n site on %1 tokens in %2.</numerusform>
                <numerusform>Measured %n sites on %1 tokens in %2.</numerusform>
            </translation>
        </message>
    </context>
</TS>
