<?xml version='1.0' encoding='utf-8'?>
<TS version="2.1" language="en" sourcelanguage="en">
    <context>
        <name>lapidary::Error</name>
        <message>
            <source>%1: found %2</source>
            <translation>%1: found %2</translation>
        </message>
        <message>
            <source>%1: expected %2</source>
            <translation>%1: expected %2</translation>
        </message>
        <message>
            <source>%1: found %2, expected %3</source>
            <translation>%1: found %2, expected %3</translation>
        </message>
        <message>
            <source>%1. To do: %2</source>
            <translation>%1. To do: %2</translation>
        </message>
        <message>
            <source>no such file or folder</source>
            <translation>no such file or folder</translation>
        </message>
        <message>
            <source>check the path</source>
            <translation>check the path</translation>
        </message>
        <message>
            <source>cannot be read</source>
            <translation>cannot be read</translation>
        </message>
        <message>
            <source>check the permissions and the disk</source>
            <translation>check the permissions and the disk</translation>
        </message>
        <message>
            <source>cannot be written</source>
            <translation>cannot be written</translation>
        </message>
        <message>
            <source>check the permissions of the folder and the disk</source>
            <translation>check the permissions of the folder and the disk</translation>
        </message>
        <message>
            <source>exists already and is never written over</source>
            <translation>exists already and is never written over</translation>
        </message>
        <message>
            <source>choose another name or move it away</source>
            <translation>choose another name or move it away</translation>
        </message>
        <message>
            <source>no space left on the disk</source>
            <translation>no space left on the disk</translation>
        </message>
        <message>
            <source>free some space and start again</source>
            <translation>free some space and start again</translation>
        </message>
        <message>
            <source>is open in another program</source>
            <translation>is open in another program</translation>
        </message>
        <message>
            <source>close it there first</source>
            <translation>close it there first</translation>
        </message>
        <message>
            <source>ends too early</source>
            <translation>ends too early</translation>
        </message>
        <message>
            <source>the file was cut off: fetch or copy it again</source>
            <translation>the file was cut off: fetch or copy it again</translation>
        </message>
        <message>
            <source>is not well formed</source>
            <translation>is not well formed</translation>
        </message>
        <message>
            <source>the file is damaged or of another kind</source>
            <translation>the file is damaged or of another kind</translation>
        </message>
        <message>
            <source>exceeds a limit</source>
            <translation>exceeds a limit</translation>
        </message>
        <message>
            <source>the file is damaged or was made to do harm</source>
            <translation>the file is damaged or was made to do harm</translation>
        </message>
        <message>
            <source>is not supported</source>
            <translation>is not supported</translation>
        </message>
        <message>
            <source>convert it to a supported form first</source>
            <translation>convert it to a supported form first</translation>
        </message>
        <message>
            <source>contradicts itself</source>
            <translation>contradicts itself</translation>
        </message>
        <message>
            <source>the file is damaged: fetch or copy it again</source>
            <translation>the file is damaged: fetch or copy it again</translation>
        </message>
        <message>
            <source>a tensor is missing</source>
            <translation>a tensor is missing</translation>
        </message>
        <message>
            <source>the checkpoint is incomplete</source>
            <translation>the checkpoint is incomplete</translation>
        </message>
        <message>
            <source>a key is missing</source>
            <translation>a key is missing</translation>
        </message>
        <message>
            <source>add the key</source>
            <translation>add the key</translation>
        </message>
        <message>
            <source>an unknown key</source>
            <translation>an unknown key</translation>
        </message>
        <message>
            <source>correct the key or remove it</source>
            <translation>correct the key or remove it</translation>
        </message>
        <message>
            <source>an unknown name</source>
            <translation>an unknown name</translation>
        </message>
        <message>
            <source>correct the name</source>
            <translation>correct the name</translation>
        </message>
        <message>
            <source>a value that cannot be used</source>
            <translation>a value that cannot be used</translation>
        </message>
        <message>
            <source>correct the value</source>
            <translation>correct the value</translation>
        </message>
        <message>
            <source>does not match its checksum</source>
            <translation>does not match its checksum</translation>
        </message>
        <message>
            <source>the file is damaged: make it again</source>
            <translation>the file is damaged: make it again</translation>
        </message>
        <message>
            <source>wrong usage</source>
            <translation>wrong usage</translation>
        </message>
        <message>
            <source>see --help</source>
            <translation>see --help</translation>
        </message>
        <message>
            <source>cannot be applied</source>
            <translation>cannot be applied</translation>
        </message>
        <message>
            <source>change the plan there</source>
            <translation>change the plan there</translation>
        </message>
        <message>
            <source>has not been measured</source>
            <translation>has not been measured</translation>
        </message>
        <message>
            <source>run `lapidary-cli measure` first</source>
            <translation>run `lapidary-cli measure` first</translation>
        </message>
        <message>
            <source>does not belong together</source>
            <translation>does not belong together</translation>
        </message>
        <message>
            <source>use files that were made from each other</source>
            <translation>use files that were made from each other</translation>
        </message>
        <message>
            <source>the device is not available</source>
            <translation>the device is not available</translation>
        </message>
        <message>
            <source>choose another with --device</source>
            <translation>choose another with --device</translation>
        </message>
        <message>
            <source>not enough memory</source>
            <translation>not enough memory</translation>
        </message>
        <message>
            <source>use --device cpu or a smaller --memory</source>
            <translation>use --device cpu or a smaller --memory</translation>
        </message>
        <message>
            <source>the compute engine cannot be loaded</source>
            <translation>the compute engine cannot be loaded</translation>
        </message>
        <message>
            <source>build it again with packaging/run.sh</source>
            <translation>build it again with packaging/run.sh</translation>
        </message>
        <message>
            <source>cancelled</source>
            <translation>cancelled</translation>
        </message>
        <message>
            <source>start again; what was finished is kept</source>
            <translation>start again; what was finished is kept</translation>
        </message>
        <message>
            <source>did not converge</source>
            <translation>did not converge</translation>
        </message>
        <message>
            <source>use a stronger damping</source>
            <translation>use a stronger damping</translation>
        </message>
        <message>
            <source>an error inside the program</source>
            <translation>an error inside the program</translation>
        </message>
        <message>
            <source>please report it with the log</source>
            <translation>please report it with the log</translation>
        </message>
    </context>
    <context>
        <name>BytesMap</name>
        <message numerus="yes">
            <source>%n site(s) after the plan, each as large as its bytes, the sites of a block together. The largest group takes %1 of %2.</source>
            <translation>
                <numerusform>%n site after the plan, each as large as its bytes, the sites of a block together. The largest group takes %1 of %2.</numerusform>
                <numerusform>%n sites after the plan, each as large as its bytes, the sites of a block together. The largest group takes %1 of %2.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>HistoryWords</name>
        <message numerus="yes">
            <source>%n rule(s), now others</source>
            <translation>
                <numerusform>%n rule, now others</numerusform>
                <numerusform>%n rules, now others</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>other settings at %n site(s): %1</source>
            <translation>
                <numerusform>other settings at %n site: %1</numerusform>
                <numerusform>other settings at %n sites: %1</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>PlanPaste</name>
        <message numerus="yes">
            <source>%n of locked sites are skipped</source>
            <translation>
                <numerusform>%n of locked sites is skipped</numerusform>
                <numerusform>%n of locked sites are skipped</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n not understood: %1</source>
            <translation>
                <numerusform>%n not understood: %1</numerusform>
                <numerusform>%n not understood: %1</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>changes %n cell(s)</source>
            <translation>
                <numerusform>changes %n cell</numerusform>
                <numerusform>changes %n cells</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ProfileContent</name>
        <message numerus="yes">
            <source>mean of %n sites of block %1</source>
            <translation>
                <numerusform>mean of %n site of block %1</numerusform>
                <numerusform>mean of %n sites of block %1</numerusform>
            </translation>
        </message>
    </context>
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
        <name>TradeoffContent</name>
        <message numerus="yes">
            <source>%n run(s) were evaluated on something else and cannot be compared.</source>
            <translation>
                <numerusform>%n run were evaluated on something else and cannot be compared.</numerusform>
                <numerusform>%n runs were evaluated on something else and cannot be compared.</numerusform>
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
        <name>lapidary::widgets::HistoryModel</name>
        <message numerus="yes">
            <source>%n step(s) left after step %1</source>
            <translation>
                <numerusform>%n step left after step %1</numerusform>
                <numerusform>%n steps left after step %1</numerusform>
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
        <name>lapidary::widgets::SetList</name>
        <message numerus="yes">
            <source>%n site(s)</source>
            <translation>
                <numerusform>%n site</numerusform>
                <numerusform>%n sites</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>lapidary::widgets::SettingsText</name>
        <message numerus="yes">
            <source>%n bit(s)</source>
            <translation>
                <numerusform>%n bit</numerusform>
                <numerusform>%n bits</numerusform>
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
        <name>lapidary::window::Document</name>
        <message numerus="yes">
            <source>%n site(s) change, </source>
            <translation>
                <numerusform>%n site change, </numerusform>
                <numerusform>%n sites change, </numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n locked one(s) stay as they are.</source>
            <translation>
                <numerusform>%n locked one stay as they are.</numerusform>
                <numerusform>%n locked ones stay as they are.</numerusform>
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
        <message numerus="yes">
            <source>unlock %n site(s)</source>
            <translation>
                <numerusform>unlock %n site</numerusform>
                <numerusform>unlock %n sites</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>lock %n site(s)</source>
            <translation>
                <numerusform>lock %n site</numerusform>
                <numerusform>lock %n sites</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>lapidary::window::PlotArea</name>
        <message numerus="yes">
            <source>%n file(s) written into %1</source>
            <translation>
                <numerusform>%n file written into %1</numerusform>
                <numerusform>%n files written into %1</numerusform>
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
