<?xml version='1.0' encoding='utf-8'?>
<TS version="2.1" language="de" sourcelanguage="en">
    <context>
        <name>ActivationContent</name>
        <message>
            <source>inputs of q, k, v</source>
            <translation>Eingänge von q, k, v</translation>
        </message>
        <message>
            <source>inputs of o</source>
            <translation>Eingänge von o</translation>
        </message>
        <message>
            <source>inputs of gate, up</source>
            <translation>Eingänge von gate, up</translation>
        </message>
        <message>
            <source>inputs of down</source>
            <translation>Eingänge von down</translation>
        </message>
        <message>
            <source>all channels</source>
            <translation>alle Kanäle</translation>
        </message>
        <message>
            <source>channels 1 to 99 %</source>
            <translation>Kanäle von 1 bis 99 %</translation>
        </message>
        <message>
            <source>median channel</source>
            <translation>mittlerer Kanal</translation>
        </message>
        <message>
            <source>block %1</source>
            <translation>Block %1</translation>
        </message>
        <message>
            <source>max |a|</source>
            <translation>max |a|</translation>
        </message>
        <message>
            <source>%1 (block %2, %3)</source>
            <translation>%1 (Block %2, %3)</translation>
        </message>
        <message>
            <source>The largest activation is %1.</source>
            <translation>Die größte Aktivierung ist %1.</translation>
        </message>
        <message>
            <source>That of B, the compressed model, is %1; the thresholds count the inputs of the dense model, A.</source>
            <translation>Die von B, dem komprimierten Modell, ist %1; die Schwellen zählen die Eingänge des dichten Modells A.</translation>
        </message>
        <message>
            <source>Most outlier channels, over %1 times the median: %2 of the channels of %3.</source>
            <translation>Die meisten Ausreißerkanäle, über dem %1-Fachen des Medians: %2 der Kanäle (%3).</translation>
        </message>
        <message>
            <source>No channel exceeds %1 times the median.</source>
            <translation>Kein Kanal übersteigt das %1-Fache des Medians.</translation>
        </message>
        <message>
            <source>largest |a|</source>
            <translation>größtes |a|</translation>
        </message>
        <message>
            <source>98 % of the tokens below</source>
            <translation>98 % der Token darunter</translation>
        </message>
        <message>
            <source>root mean square</source>
            <translation>quadratisches Mittel</translation>
        </message>
        <message>
            <source>B: largest |a|</source>
            <translation>B: größtes |a|</translation>
        </message>
        <message>
            <source>Activation ranges</source>
            <translation>Aktivierungsbereiche</translation>
        </message>
        <message>
            <source>block</source>
            <translation>Block</translation>
        </message>
        <message>
            <source>all inputs</source>
            <translation>alle Eingänge</translation>
        </message>
        <message>
            <source>Activations</source>
            <translation>Aktivierungen</translation>
        </message>
        <message>
            <source>Channels of the input</source>
            <translation>Kanäle des Eingangs</translation>
        </message>
        <message>
            <source>channels, largest first</source>
            <translation>Kanäle, größte zuerst</translation>
        </message>
        <message>
            <source>|a|</source>
            <translation>|a|</translation>
        </message>
        <message>
            <source>%1 × median</source>
            <translation>%1 × Median</translation>
        </message>
        <message>
            <source>%1 channels; the largest activation is %2, the median channel reaches %3. %4 channels (%5) exceed %6 times the median.</source>
            <translation>%1 Kanäle; die größte Aktivierung ist %2, der mittlere Kanal erreicht %3. %4 Kanäle (%5) übersteigen das %6-Fache des Medians.</translation>
        </message>
    </context>
    <context>
        <name>ActivationExtents</name>
        <message>
            <source>Threshold for the largest channel</source>
            <translation>Schwelle für den größten Kanal</translation>
        </message>
        <message>
            <source>largest channel &gt; %1: %2 of %3</source>
            <translation>größter Kanal &gt; %1: %2 von %3</translation>
        </message>
        <message>
            <source>largest &gt; %1: %2 of %3</source>
            <translation>größter &gt; %1: %2 von %3</translation>
        </message>
        <message>
            <source>Threshold for the 99th percentile of the channels</source>
            <translation>Schwelle für das 99. Perzentil der Kanäle</translation>
        </message>
        <message>
            <source>99 % of channels &gt; %1: %2 of %3</source>
            <translation>99 % der Kanäle &gt; %1: %2 von %3</translation>
        </message>
        <message>
            <source>99 % &gt; %1: %2 of %3</source>
            <translation>99 % &gt; %1: %2 von %3</translation>
        </message>
    </context>
    <context>
        <name>BytesContent</name>
        <message>
            <source>dense values</source>
            <translation>dichte Werte</translation>
        </message>
        <message>
            <source>factors</source>
            <translation>Faktoren</translation>
        </message>
        <message>
            <source>codes</source>
            <translation>Codes</translation>
        </message>
        <message>
            <source>scales and zero points</source>
            <translation>Skalierungen und Nullpunkte</translation>
        </message>
        <message>
            <source>masks</source>
            <translation>Masken</translation>
        </message>
        <message>
            <source>before, as found</source>
            <translation>vorher, wie vorgefunden</translation>
        </message>
        <message>
            <source>before, at 16 bits</source>
            <translation>vorher, bei 16 Bit</translation>
        </message>
        <message>
            <source>compressed</source>
            <translation>komprimiert</translation>
        </message>
        <message>
            <source>%1 %2</source>
            <comment>part, bytes</comment>
            <translation>%1 %2</translation>
        </message>
        <message>
            <source>%1 before (%2), %3 after the plan: %4.</source>
            <translation>%1 vorher (%2), %3 nach dem Plan: %4.</translation>
        </message>
        <message>
            <source>as found</source>
            <translation>wie vorgefunden</translation>
        </message>
        <message>
            <source>at 16 bits</source>
            <translation>bei 16 Bit</translation>
        </message>
        <message>
            <source>Most after it: %1 with %2.</source>
            <translation>Am meisten danach: %1 mit %2.</translation>
        </message>
        <message>
            <source>%1 more lie in no block: embedding, head and norms.</source>
            <translation>%1 mehr liegen in keinem Block: Einbettung, Head und Normen.</translation>
        </message>
        <message>
            <source>exact bytes of the plan as %1</source>
            <translation>genaue Bytes des Plans als %1</translation>
        </message>
        <message>
            <source>size</source>
            <translation>Größe</translation>
        </message>
        <message>
            <source>Bytes by kind of site</source>
            <translation>Bytes nach Art der Stelle</translation>
        </message>
        <message>
            <source>kind</source>
            <translation>Art</translation>
        </message>
        <message>
            <source>Bytes by block</source>
            <translation>Bytes nach Block</translation>
        </message>
        <message>
            <source>block</source>
            <translation>Block</translation>
        </message>
        <message>
            <source>The plan cannot be counted: %1</source>
            <translation>Der Plan lässt sich nicht zählen: %1</translation>
        </message>
    </context>
    <context>
        <name>BytesMap</name>
        <message>
            <source>%1 b</source>
            <comment>bits per weight</comment>
            <translation>%1 Bit</translation>
        </message>
        <message>
            <source>Map of the bytes after the plan</source>
            <translation>Karte der Bytes nach dem Plan</translation>
        </message>
        <message>
            <source>area: size</source>
            <translation>Fläche: Größe</translation>
        </message>
        <message numerus="yes">
            <source>%n site(s) after the plan, each as large as its bytes, the sites of a block together. The largest group takes %1 of %2.</source>
            <translation>
                <numerusform>%n Stelle nach dem Plan, so groß wie ihre Bytes. Die größte Gruppe braucht %1 von %2.</numerusform>
                <numerusform>%n Stellen nach dem Plan, jede so groß wie ihre Bytes, die Stellen eines Blocks beisammen. Die größte Gruppe braucht %1 von %2.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>BytesTable</name>
        <message>
            <source>norms</source>
            <comment>tensors that are no site</comment>
            <translation>Normen</translation>
        </message>
        <message>
            <source>block %1</source>
            <translation>Block %1</translation>
        </message>
    </context>
    <context>
        <name>ClipHandles</name>
        <message>
            <source>clipped %1 · SQNR %2 dB</source>
            <translation>gekappt %1 · SQNR %2 dB</translation>
        </message>
        <message>
            <source>%1 to %2</source>
            <comment>clip limits</comment>
            <translation>%1 bis %2</translation>
        </message>
        <message>
            <source>%1 · %2</source>
            <comment>clip limits, effect</comment>
            <translation>%1 · %2</translation>
        </message>
        <message>
            <source>one scale %1 · %2</source>
            <comment>clip limits, effect</comment>
            <translation>eine Skalierung %1 · %2</translation>
        </message>
        <message>
            <source>Upper clip limit</source>
            <translation>Obere Kappgrenze</translation>
        </message>
        <message>
            <source>Lower clip limit</source>
            <translation>Untere Kappgrenze</translation>
        </message>
    </context>
    <context>
        <name>CompareFigures</name>
        <message>
            <source>not evaluated</source>
            <translation>nicht ausgewertet</translation>
        </message>
        <message>
            <source>perplexity</source>
            <translation>Perplexität</translation>
        </message>
        <message>
            <source>exp of the mean loss on the evaluation text; lower is better</source>
            <translation>exp des mittleren Verlusts auf dem Auswertungstext; kleiner ist besser</translation>
        </message>
        <message>
            <source>reference</source>
            <translation>Bezug</translation>
        </message>
        <message>
            <source>KL mean [nats]</source>
            <translation>KL, Mittel [nat]</translation>
        </message>
        <message>
            <source>mean over tokens of KL(A‖B); 0: the same predictions</source>
            <translation>Mittel von KL(A‖B) über die Token; 0: gleiche Vorhersagen</translation>
        </message>
        <message>
            <source>KL p99 [nats]</source>
            <translation>KL, p99 [nat]</translation>
        </message>
        <message>
            <source>99 of 100 tokens have a smaller KL(A‖B)</source>
            <translation>99 von 100 Token haben ein kleineres KL(A‖B)</translation>
        </message>
        <message>
            <source>top-1 agreement</source>
            <translation>Top-1-Übereinstimmung</translation>
        </message>
        <message>
            <source>share of positions where both find the same token most likely</source>
            <translation>Anteil der Positionen, an denen beide dasselbe Token für das wahrscheinlichste halten</translation>
        </message>
        <message>
            <source>tensors</source>
            <translation>Tensoren</translation>
        </message>
        <message>
            <source>bytes of all tensors, before as found: %1 and %2 bytes</source>
            <translation>Bytes aller Tensoren, vorher wie vorgefunden: %1 und %2 Byte</translation>
        </message>
        <message>
            <source>%1 : 1</source>
            <translation>%1 : 1</translation>
        </message>
        <message>
            <source>evaluation time</source>
            <translation>Auswertungszeit</translation>
        </message>
        <message>
            <source>The run's has the dense model in it, which it was compared with token by token.</source>
            <translation>Die des Laufs enthält das dichte Modell, mit dem er Token für Token verglichen wurde.</translation>
        </message>
        <message>
            <source>compression time</source>
            <translation>Kompressionszeit</translation>
        </message>
        <message>
            <source>peak memory</source>
            <translation>Speicherspitze</translation>
        </message>
        <message>
            <source>run</source>
            <translation>Lauf</translation>
        </message>
        <message>
            <source>calibrated on %1, %2 × %3 tokens</source>
            <translation>kalibriert auf %1, %2 × %3 Token</translation>
        </message>
        <message>
            <source>evaluated on %1 tokens</source>
            <translation>ausgewertet auf %1 Token</translation>
        </message>
        <message>
            <source>seed %1</source>
            <translation>Startwert %1</translation>
        </message>
    </context>
    <context>
        <name>DensityContent</name>
        <message>
            <source>power law, α %1, distance %2</source>
            <translation>Potenzgesetz, α %1, Abstand %2</translation>
        </message>
        <message>
            <source>tail from %1 (%2 values)</source>
            <translation>Ausläufer ab %1 (%2 Werte)</translation>
        </message>
        <message>
            <source>random matrix of this shape and variance</source>
            <translation>Zufallsmatrix dieser Form und Varianz</translation>
        </message>
        <message>
            <source>random edge %1 · %2 beyond</source>
            <translation>Zufallsrand %1 · %2 darüber</translation>
        </message>
        <message>
            <source>%1 has %2 eigenvalues.</source>
            <translation>%1 hat %2 Eigenwerte.</translation>
        </message>
        <message>
            <source>The largest %1 follow a power law with exponent α = %2; the distance (Kolmogorov-Smirnov) of values and law is %3.</source>
            <translation>Die größten %1 folgen einem Potenzgesetz mit Exponent α = %2; der Abstand (Kolmogorow-Smirnow) von Werten und Gesetz ist %3.</translation>
        </message>
        <message>
            <source>A random matrix of the same shape and variance has none above %1; here %2 are (%3).</source>
            <translation>Eine Zufallsmatrix gleicher Form und Varianz hat keine über %1; hier sind es %2 (%3).</translation>
        </message>
        <message>
            <source>Density of activation-weighted eigenvalues</source>
            <translation>Dichte der aktivierungsgewichteten Eigenwerte</translation>
        </message>
        <message>
            <source>Density of eigenvalues</source>
            <translation>Dichte der Eigenwerte</translation>
        </message>
        <message>
            <source>eigenvalue λ = σ² / n</source>
            <translation>Eigenwert λ = σ² / n</translation>
        </message>
        <message>
            <source>density</source>
            <translation>Dichte</translation>
        </message>
        <message>
            <source>compressed</source>
            <translation>komprimiert</translation>
        </message>
        <message>
            <source>Spectra</source>
            <translation>Spektren</translation>
        </message>
    </context>
    <context>
        <name>HistogramContent</name>
        <message>
            <source>Weights</source>
            <translation>Gewichte</translation>
        </message>
        <message>
            <source>weight</source>
            <translation>Gewicht</translation>
        </message>
        <message>
            <source>weights per bin</source>
            <translation>Gewichte je Klasse</translation>
        </message>
        <message>
            <source>dense</source>
            <translation>dicht</translation>
        </message>
        <message>
            <source>one scale serves the whole matrix: these are its levels</source>
            <translation>eine Skalierung gilt für die ganze Matrix: das sind ihre Stufen</translation>
        </message>
        <message>
            <source>each group of %1 weights has a scale: these are the levels of the widest group, the others are finer</source>
            <translation>jede Gruppe von %1 Gewichten hat eine Skalierung: das sind die Stufen der breitesten Gruppe, die übrigen sind feiner</translation>
        </message>
        <message>
            <source>each row has a scale: these are the levels of the widest row, the others are finer</source>
            <translation>jede Zeile hat eine Skalierung: das sind die Stufen der breitesten Zeile, die übrigen sind feiner</translation>
        </message>
        <message>
            <source>%1-bit codes are of its low-rank factors, not of these weights.</source>
            <translation>Die %1-Bit-Codes gehören zu den Faktoren niedrigen Rangs, nicht zu diesen Gewichten.</translation>
        </message>
        <message>
            <source>It is not quantized.</source>
            <translation>Die Stelle ist nicht quantisiert.</translation>
        </message>
        <message>
            <source>%1-bit grid</source>
            <translation>%1-Bit-Raster</translation>
        </message>
        <message>
            <source>%1 bits: %2 levels; %3.</source>
            <translation>%1 Bit: %2 Stufen; %3.</translation>
        </message>
        <message>
            <source>The scale may be chosen smaller for less error, which cuts the tails.</source>
            <translation>Die Skalierung kann für weniger Fehler kleiner gewählt sein; das schneidet die Ränder ab.</translation>
        </message>
        <message>
            <source>Clip limits, to try out: %1.</source>
            <translation>Kappgrenzen zum Ausprobieren: %1.</translation>
        </message>
        <message>
            <source>%1 weights between %2 and %3.</source>
            <translation>%1 Gewichte zwischen %2 und %3.</translation>
        </message>
    </context>
    <context>
        <name>HistoryWords</name>
        <message>
            <source>%1 on %2</source>
            <translation>%1 bei %2</translation>
        </message>
        <message>
            <source>preset %1, now %2</source>
            <translation>Vorlage %1, jetzt %2</translation>
        </message>
        <message>
            <source>another base</source>
            <translation>eine andere Basis</translation>
        </message>
        <message numerus="yes">
            <source>%n rule(s), now others</source>
            <translation>
                <numerusform>%n Regel, jetzt andere</numerusform>
                <numerusform>%n Regeln, jetzt andere</numerusform>
            </translation>
        </message>
        <message>
            <source>other settings of the run</source>
            <translation>andere Einstellungen des Laufs</translation>
        </message>
        <message>
            <source>The plan as it is now.</source>
            <translation>Der Plan, wie er jetzt ist.</translation>
        </message>
        <message>
            <source>the same size</source>
            <translation>dieselbe Größe</translation>
        </message>
        <message>
            <source>a plan that does not resolve</source>
            <translation>ein Plan, der sich nicht auflösen lässt</translation>
        </message>
        <message>
            <source>Against now: %1</source>
            <translation>Gegenüber jetzt: %1</translation>
        </message>
        <message numerus="yes">
            <source>other settings at %n site(s): %1</source>
            <translation>
                <numerusform>andere Einstellungen an %n Stelle: %1</numerusform>
                <numerusform>andere Einstellungen an %n Stellen: %1</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>LogitContent</name>
        <message>
            <source>Principal components of the logits</source>
            <translation>Hauptkomponenten der Logits</translation>
        </message>
        <message>
            <source>component</source>
            <translation>Komponente</translation>
        </message>
        <message>
            <source>variance explained</source>
            <translation>erklärte Varianz</translation>
        </message>
        <message>
            <source>up to here</source>
            <translation>bis hierher</translation>
        </message>
        <message>
            <source>one component</source>
            <translation>einzelne Komponente</translation>
        </message>
        <message>
            <source>all up to it</source>
            <translation>alle bis dahin</translation>
        </message>
        <message>
            <source>Component %1 weighs most: %2.</source>
            <translation>In Komponente %1 wiegen am schwersten: %2.</translation>
        </message>
        <message>
            <source>The first component explains %1 of the variance of the logits, the first %2 explain %3.</source>
            <translation>Die erste Komponente erklärt %1 der Varianz der Logits, die ersten %2 erklären %3.</translation>
        </message>
        <message>
            <source>Logits</source>
            <translation>Logits</translation>
        </message>
    </context>
    <context>
        <name>MethodChoice</name>
        <message>
            <source>structured</source>
            <translation>strukturiert</translation>
        </message>
        <message>
            <source>low rank</source>
            <translation>niedriger Rang</translation>
        </message>
        <message>
            <source>sparsity</source>
            <translation>Ausdünnung</translation>
        </message>
        <message>
            <source>quantization</source>
            <translation>Quantisierung</translation>
        </message>
        <message>
            <source>adapter</source>
            <translation>Adapter</translation>
        </message>
        <message>
            <source>joint</source>
            <translation>gemeinsam</translation>
        </message>
        <message>
            <source>skip: leave dense</source>
            <translation>auslassen: dicht lassen</translation>
        </message>
        <message>
            <source>reset: as inherited</source>
            <translation>zurücksetzen: wie geerbt</translation>
        </message>
        <message>
            <source>add %1: %2</source>
            <translation>dazu %1: %2</translation>
        </message>
        <message>
            <source>skip %1</source>
            <translation>%1 auslassen</translation>
        </message>
        <message>
            <source>“%1” is no method</source>
            <translation>„%1“ ist keine Methode</translation>
        </message>
        <message>
            <source>%1 on %2</source>
            <translation>%1 auf %2</translation>
        </message>
    </context>
    <context>
        <name>NumberField</name>
        <message>
            <source>%1 of %2: from %3 to %4</source>
            <translation>%1 von %2: von %3 bis %4</translation>
        </message>
    </context>
    <context>
        <name>NumberInput</name>
        <message>
            <source>none</source>
            <translation>keine</translation>
        </message>
    </context>
    <context>
        <name>NumberText</name>
        <message>
            <source>%1 B</source>
            <translation>%1 B</translation>
        </message>
        <message>
            <source>%1 kB</source>
            <translation>%1 kB</translation>
        </message>
        <message>
            <source>%1 MB</source>
            <translation>%1 MB</translation>
        </message>
        <message>
            <source>%1 GB</source>
            <translation>%1 GB</translation>
        </message>
        <message>
            <source>%1 TB</source>
            <translation>%1 TB</translation>
        </message>
        <message>
            <source>%1 %</source>
            <translation>%1 %</translation>
        </message>
        <message>
            <source>%1 s</source>
            <translation>%1 s</translation>
        </message>
        <message>
            <source>%1 min</source>
            <translation>%1 min</translation>
        </message>
        <message>
            <source>%1 min %2 s</source>
            <translation>%1 min %2 s</translation>
        </message>
        <message>
            <source>%1 h</source>
            <translation>%1 h</translation>
        </message>
        <message>
            <source>%1 h %2 min</source>
            <translation>%1 h %2 min</translation>
        </message>
        <message>
            <source>block %1 · %2</source>
            <translation>Block %1 · %2</translation>
        </message>
    </context>
    <context>
        <name>PlanCells</name>
        <message>
            <source>site</source>
            <translation>Stelle</translation>
        </message>
        <message>
            <source>name of the linear map, as in plan files and on the command line</source>
            <translation>Name der linearen Abbildung, wie in Plandateien und auf der Befehlszeile</translation>
        </message>
        <message>
            <source>kind</source>
            <translation>Art</translation>
        </message>
        <message>
            <source>kind, as rules name it</source>
            <translation>Art, wie Regeln sie nennen</translation>
        </message>
        <message>
            <source>[out, in]</source>
            <translation>[out, in]</translation>
        </message>
        <message>
            <source>shape of the weight</source>
            <translation>Form der Gewichtsmatrix</translation>
        </message>
        <message>
            <source>params [M]</source>
            <translation>Param. [Mio.]</translation>
        </message>
        <message>
            <source>parameters, in millions</source>
            <translation>Parameter, in Millionen</translation>
        </message>
        <message>
            <source>now [MB]</source>
            <translation>jetzt [MB]</translation>
        </message>
        <message>
            <source>size as found</source>
            <translation>Größe wie vorgefunden</translation>
        </message>
        <message>
            <source>method</source>
            <translation>Methode</translation>
        </message>
        <message>
            <source>methods in the order of work; edit to choose another</source>
            <translation>Methoden in der Reihenfolge der Anwendung; bearbeiten, um eine andere zu wählen</translation>
        </message>
        <message>
            <source>bits</source>
            <translation>Bit</translation>
        </message>
        <message>
            <source>bits of a code; edit: 4, +1, none</source>
            <translation>Bit je Code; Eingabe: 4, +1, keine</translation>
        </message>
        <message>
            <source>group</source>
            <translation>Gruppe</translation>
        </message>
        <message>
            <source>columns that share a scale; edit: 64, *2, row, tensor</source>
            <translation>Spalten, die sich eine Skalierung teilen; Eingabe: 64, *2, Zeile, Tensor</translation>
        </message>
        <message>
            <source>sparsity</source>
            <translation>Nullanteil</translation>
        </message>
        <message>
            <source>share of zeros, or N of M kept; edit: 50 %, +5 %, 2:4, none</source>
            <translation>Anteil der Nullen, oder N von M behalten; Eingabe: 50 %, +5 %, 2:4, keine</translation>
        </message>
        <message>
            <source>rank</source>
            <translation>Rang</translation>
        </message>
        <message>
            <source>rank of the factors; edit: 128, *0.5, 25 %, none</source>
            <translation>Rang der Faktoren; Eingabe: 128, *0,5, 25 %, keine</translation>
        </message>
        <message>
            <source>after [MB]</source>
            <translation>danach [MB]</translation>
        </message>
        <message>
            <source>exact size under the plan</source>
            <translation>genaue Größe nach dem Plan</translation>
        </message>
        <message>
            <source>saved [MB]</source>
            <translation>gespart [MB]</translation>
        </message>
        <message>
            <source>now less after</source>
            <translation>jetzt minus danach</translation>
        </message>
        <message>
            <source>sensitivity</source>
            <translation>Empfindlichkeit</translation>
        </message>
        <message>
            <source>relative error of the outputs, measured at the setting nearest to the plan's, and its place among all sites</source>
            <translation>relativer Fehler der Ausgänge, gemessen bei der Einstellung, die der des Plans am nächsten kommt, und sein Platz unter allen Stellen</translation>
        </message>
        <message>
            <source>source</source>
            <translation>Herkunft</translation>
        </message>
        <message>
            <source>layers of the plan that the settings come from, the highest first</source>
            <translation>Ebenen des Plans, aus denen die Einstellungen kommen, die höchste zuerst</translation>
        </message>
        <message>
            <source>tensor</source>
            <translation>Tensor</translation>
        </message>
        <message>
            <source>row</source>
            <translation>Zeile</translation>
        </message>
        <message>
            <source>adapter %1</source>
            <translation>Adapter %1</translation>
        </message>
        <message>
            <source>%1 &gt; r*</source>
            <translation>%1 &gt; r*</translation>
        </message>
        <message>
            <source>full rank %1, break-even r* = %2</source>
            <translation>voller Rang %1, Break-even r* = %2</translation>
        </message>
        <message>
            <source>rank %1, %2 of full
</source>
            <translation>Rang %1, %2 des vollen
</translation>
        </message>
        <message>
            <source>
above r*: low rank costs more than dense</source>
            <translation>
über r*: niedriger Rang kostet mehr als dicht</translation>
        </message>
        <message>
            <source>not measured</source>
            <translation>nicht gemessen</translation>
        </message>
        <message>
            <source>the site is dense; measured at %1 for reference
more sensitive than %2 of the sites</source>
            <translation>die Stelle ist dicht; zum Vergleich gemessen bei %1
empfindlicher als %2 der Stellen</translation>
        </message>
        <message>
            <source>measured at %1, the setting nearest to the plan's
more sensitive than %2 of the sites</source>
            <translation>gemessen bei %1, der Einstellung am nächsten zum Plan
empfindlicher als %2 der Stellen</translation>
        </message>
    </context>
    <context>
        <name>PlanEdits</name>
        <message>
            <source>on %1</source>
            <translation>auf %1</translation>
        </message>
        <message>
            <source>“%1” is no number, change (+1, *0.5) or “none”</source>
            <translation>„%1“ ist weder Zahl noch Änderung (+1, *0,5) noch „keine“</translation>
        </message>
        <message>
            <source>settings of %1 on %2</source>
            <translation>Einstellungen von %1 auf %2</translation>
        </message>
        <message>
            <source>one notch up on %1</source>
            <translation>eine Stufe höher auf %1</translation>
        </message>
        <message>
            <source>one notch down on %1</source>
            <translation>eine Stufe tiefer auf %1</translation>
        </message>
        <message>
            <source>skip %1</source>
            <translation>%1 auslassen</translation>
        </message>
        <message>
            <source>no longer skip %1</source>
            <translation>%1 nicht mehr auslassen</translation>
        </message>
        <message>
            <source>reset %1</source>
            <translation>%1 zurücksetzen</translation>
        </message>
    </context>
    <context>
        <name>PlanPaste</name>
        <message>
            <source>row %1, %2: “%3”</source>
            <translation>Zeile %1, %2: „%3“</translation>
        </message>
        <message numerus="yes">
            <source>%n of locked sites are skipped</source>
            <translation>
                <numerusform>%n gesperrter Stellen bleibt</numerusform>
                <numerusform>%n gesperrter Stellen bleiben</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n not understood: %1</source>
            <translation>
                <numerusform>%n nicht verstanden: %1</numerusform>
                <numerusform>%n nicht verstanden: %1</numerusform>
            </translation>
        </message>
        <message>
            <source>paste on %1</source>
            <translation>Einfügen bei %1</translation>
        </message>
        <message numerus="yes">
            <source>changes %n cell(s)</source>
            <translation>
                <numerusform>ändert %n Zelle</numerusform>
                <numerusform>ändert %n Zellen</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>PlanRow</name>
        <message>
            <source>skipped</source>
            <translation>ausgelassen</translation>
        </message>
        <message>
            <source>dense</source>
            <translation>dicht</translation>
        </message>
    </context>
    <context>
        <name>PlotCursor</name>
        <message>
            <source>%1 to %2</source>
            <translation>%1 bis %2</translation>
        </message>
        <message>
            <source>%1, predicted</source>
            <translation>%1, vorhergesagt</translation>
        </message>
        <message>
            <source>%1: %2 %3</source>
            <comment>place, axis, value</comment>
            <translation>%1: %2 %3</translation>
        </message>
        <message>
            <source>%1 · %2: %3 %4</source>
            <comment>series, place, axis, value</comment>
            <translation>%1 · %2: %3 %4</translation>
        </message>
    </context>
    <context>
        <name>PlotParts</name>
        <message>
            <source>%1 × %2 tokens</source>
            <comment>windows, tokens each</comment>
            <translation>%1 × %2 Token</translation>
        </message>
        <message>
            <source>seed %1</source>
            <translation>Startwert %1</translation>
        </message>
        <message>
            <source>No model is open: drop a model folder here, or choose File &gt; Open</source>
            <translation>Kein Modell geöffnet: einen Modellordner hierher ziehen oder Datei &gt; Öffnen wählen</translation>
        </message>
        <message>
            <source>%1: not measured yet. Measure the model (Ctrl+M) to see them.</source>
            <comment>spectra, activations …</comment>
            <translation>%1: noch nicht gemessen. Modell messen (Strg+M), um sie zu sehen.</translation>
        </message>
        <message>
            <source>Nothing is selected: choose a site in the tree or in the matrix</source>
            <translation>Nichts ausgewählt: eine Stelle im Baum oder in der Matrix wählen</translation>
        </message>
        <message>
            <source>channel %1</source>
            <translation>Kanal %1</translation>
        </message>
    </context>
    <context>
        <name>PlotTable</name>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>%1 (lower)</source>
            <translation>%1 (unten)</translation>
        </message>
        <message>
            <source>%1 (upper)</source>
            <translation>%1 (oben)</translation>
        </message>
    </context>
    <context>
        <name>ProblemsModel</name>
        <message>
            <source>rule %1</source>
            <translation>Regel %1</translation>
        </message>
        <message>
            <source>✖ error</source>
            <translation>✖ Fehler</translation>
        </message>
        <message>
            <source>⚠ warning</source>
            <translation>⚠ Warnung</translation>
        </message>
    </context>
    <context>
        <name>ProfileContent</name>
        <message numerus="yes">
            <source>mean of %n sites of block %1</source>
            <translation>
                <numerusform>Mittel von %n Stelle in Block %1</numerusform>
                <numerusform>Mittel von %n Stellen in Block %1</numerusform>
            </translation>
        </message>
        <message>
            <source>B: %1</source>
            <translation>B: %1</translation>
        </message>
        <message>
            <source>%1 of %2 sites: %3 from %4 (%5) to %6 (%7).</source>
            <translation>%1 von %2 Stellen: %3 von %4 (%5) bis %6 (%7).</translation>
        </message>
        <message>
            <source>%1 over the blocks</source>
            <translation>%1 über die Blöcke</translation>
        </message>
        <message>
            <source>block</source>
            <translation>Block</translation>
        </message>
        <message>
            <source>%1: not known yet. %2</source>
            <translation>%1: noch nicht bekannt. %2</translation>
        </message>
        <message>
            <source>A solid, B dashed</source>
            <translation>A durchgezogen, B gestrichelt</translation>
        </message>
    </context>
    <context>
        <name>ReachText</name>
        <message>
            <source>unlock %n site(s): −%1</source>
            <translation>%n Stellen entsperren: −%1</translation>
        </message>
        <message>
            <source>give %n dense site(s) a method: they hold %1</source>
            <translation>%n dichten Stellen eine Methode geben: sie halten %1</translation>
        </message>
        <message>
            <source>name the embedding in the plan: it holds %1</source>
            <translation>die Einbettung im Plan nennen: sie hält %1</translation>
        </message>
        <message>
            <source>name the head in the plan: it holds %1</source>
            <translation>den Head im Plan nennen: er hält %1</translation>
        </message>
        <message>
            <source>larger groups: up to −%1</source>
            <translation>größere Gruppen: bis −%1</translation>
        </message>
        <message>
            <source>the format Lapidary: −%1</source>
            <translation>das Format Lapidary: −%1</translation>
        </message>
        <message>
            <source>reachable %1 to %2</source>
            <translation>erreichbar %1 bis %2</translation>
        </message>
        <message>
            <source>To run the result at %1 tokens of context:
weights as they are stored, %2
keys and values of these tokens at 16 bits, %3
one block's activations for them at 16 bits, %4
A runtime that unpacks the weights takes more; its buffers and the driver's come on top.</source>
            <translation>Um das Ergebnis bei %1 Token Kontext auszuführen:
Gewichte, wie sie gespeichert sind, %2
Schlüssel und Werte dieser Token bei 16 Bit, %3
Aktivierungen eines Blocks dafür bei 16 Bit, %4
Eine Laufzeit, die die Gewichte entpackt, braucht mehr; ihre Puffer und die des Treibers kommen hinzu.</translation>
        </message>
    </context>
    <context>
        <name>ResultOverlay</name>
        <message>
            <source>compressed</source>
            <translation>komprimiert</translation>
        </message>
        <message>
            <source>A: %1</source>
            <translation>A: %1</translation>
        </message>
        <message>
            <source>B: %1</source>
            <translation>B: %1</translation>
        </message>
    </context>
    <context>
        <name>SensitivityContent</name>
        <message>
            <source>code width</source>
            <translation>Codebreite</translation>
        </message>
        <message>
            <source>bit</source>
            <translation>Bit</translation>
        </message>
        <message>
            <source>zeros</source>
            <translation>Nullen</translation>
        </message>
        <message>
            <source>kept share of parameters</source>
            <translation>behaltener Anteil der Parameter</translation>
        </message>
        <message>
            <source>Sensitivity</source>
            <translation>Empfindlichkeit</translation>
        </message>
        <message>
            <source>output error</source>
            <translation>Ausgangsfehler</translation>
        </message>
        <message>
            <source>measured</source>
            <translation>gemessen</translation>
        </message>
        <message>
            <source>measured, N:M</source>
            <translation>gemessen, N:M</translation>
        </message>
        <message>
            <source>between measurements</source>
            <translation>zwischen Messungen</translation>
        </message>
        <message>
            <source>KL, measured</source>
            <translation>KL, gemessen</translation>
        </message>
        <message>
            <source>KL, predicted</source>
            <translation>KL, vorhergesagt</translation>
        </message>
        <message>
            <source>KL</source>
            <translation>KL</translation>
        </message>
        <message>
            <source>nats</source>
            <translation>nat</translation>
        </message>
        <message>
            <source>Setting</source>
            <translation>Einstellung</translation>
        </message>
        <message>
            <source>error %1</source>
            <translation>Fehler %1</translation>
        </message>
        <message>
            <source>error ≈ %1, interpolated</source>
            <translation>Fehler ≈ %1, interpoliert</translation>
        </message>
        <message>
            <source>not set: %1</source>
            <translation>nicht gesetzt: %1</translation>
        </message>
        <message>
            <source>B: error %1</source>
            <translation>B: Fehler %1</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <comment>setting, error</comment>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>Relative error of the site's outputs, measured on its own: %1.</source>
            <translation>Relativer Fehler der Ausgänge der Stelle, für sich allein gemessen: %1.</translation>
        </message>
        <message numerus="yes">
            <source>%n bit(s)</source>
            <translation>
                <numerusform>%n Bit</numerusform>
                <numerusform>%n Bit</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 zeros</source>
            <comment>percent</comment>
            <translation>%1 Nullen</translation>
        </message>
        <message>
            <source>%1 kept</source>
            <comment>percent</comment>
            <translation>%1 behalten</translation>
        </message>
        <message>
            <source>Sensitivities of this site</source>
            <translation>Empfindlichkeiten dieser Stelle</translation>
        </message>
    </context>
    <context>
        <name>SensitivityLookup</name>
        <message>
            <source>top 5 %</source>
            <translation>obere 5 %</translation>
        </message>
        <message>
            <source>high</source>
            <translation>hoch</translation>
        </message>
        <message>
            <source>medium</source>
            <translation>mittel</translation>
        </message>
        <message>
            <source>low</source>
            <translation>niedrig</translation>
        </message>
    </context>
    <context>
        <name>SiteWords</name>
        <message>
            <source>override</source>
            <translation>von Hand</translation>
        </message>
        <message>
            <source>base</source>
            <translation>Basis</translation>
        </message>
        <message>
            <source>preset %1</source>
            <translation>Vorlage %1</translation>
        </message>
        <message>
            <source>rule %1</source>
            <translation>Regel %1</translation>
        </message>
        <message>
            <source>rule %1 (%2)</source>
            <translation>Regel %1 (%2)</translation>
        </message>
        <message>
            <source>default of the method</source>
            <translation>Vorgabe der Methode</translation>
        </message>
    </context>
    <context>
        <name>SpectrumContent</name>
        <message numerus="yes">
            <source>quartiles of %n sites</source>
            <translation>
                <numerusform>Quartile von %n Stelle</numerusform>
                <numerusform>Quartile von %n Stellen</numerusform>
            </translation>
        </message>
        <message>
            <source>median</source>
            <translation>Median</translation>
        </message>
        <message>
            <source>energy up to i</source>
            <translation>Energie bis i</translation>
        </message>
        <message>
            <source>rank %1 · energy %2</source>
            <translation>Rang %1 · Energie %2</translation>
        </message>
        <message>
            <source>Rank</source>
            <translation>Rang</translation>
        </message>
        <message>
            <source>%1 · parameters %2</source>
            <comment>rank and energy</comment>
            <translation>%1 · Parameter %2</translation>
        </message>
        <message>
            <source>not set: %1</source>
            <translation>nicht gesetzt: %1</translation>
        </message>
        <message>
            <source>break-even %1</source>
            <translation>Break-even %1</translation>
        </message>
        <message>
            <source>B: rank %1</source>
            <translation>B: Rang %1</translation>
        </message>
        <message>
            <source>%1 has %2 singular values; the last is %3 of the largest. The first %4 hold 90 % of the energy, the first %5 hold 99 %; the effective rank is %6. Below rank %7 two factors have fewer parameters than the matrix.</source>
            <translation>%1 hat %2 Singulärwerte; der letzte beträgt %3 des größten. Die ersten %4 halten 90 % der Energie, die ersten %5 halten 99 %; der effektive Rang ist %6. Unter Rang %7 haben zwei Faktoren weniger Parameter als die Matrix.</translation>
        </message>
        <message numerus="yes">
            <source>%n more site(s) are drawn for comparison.</source>
            <translation>
                <numerusform>%n weitere Stelle ist zum Vergleich gezeichnet.</numerusform>
                <numerusform>%n weitere Stellen sind zum Vergleich gezeichnet.</numerusform>
            </translation>
        </message>
        <message>
            <source>Activation-weighted rank spectrum</source>
            <translation>Aktivierungsgewichtetes Rangspektrum</translation>
        </message>
        <message>
            <source>Rank spectrum</source>
            <translation>Rangspektrum</translation>
        </message>
        <message>
            <source>index i</source>
            <translation>Index i</translation>
        </message>
        <message>
            <source>σᵢ / σ₁</source>
            <translation>σᵢ / σ₁</translation>
        </message>
        <message>
            <source>energy</source>
            <translation>Energie</translation>
        </message>
        <message>
            <source>Spectra</source>
            <translation>Spektren</translation>
        </message>
        <message>
            <source>i / r_max</source>
            <translation>i / r_max</translation>
        </message>
    </context>
    <context>
        <name>StoredPlan</name>
        <message>
            <source>The history of the plan could not be read and begins anew; the plan itself is kept. %1</source>
            <translation>Der Verlauf des Plans ließ sich nicht lesen und beginnt neu; der Plan selbst ist erhalten. %1</translation>
        </message>
        <message>
            <source>%1 has edits of the plan that could not be read; the plan is the one of the project.</source>
            <translation>%1 enthält Änderungen am Plan, die sich nicht lesen ließen; es gilt der Plan des Projekts.</translation>
        </message>
    </context>
    <context>
        <name>TradeoffContent</name>
        <message>
            <source>%1 × %2 tokens</source>
            <comment>windows, tokens each</comment>
            <translation>%1 × %2 Token</translation>
        </message>
        <message>
            <source>B: compared run</source>
            <translation>B: verglichener Lauf</translation>
        </message>
        <message>
            <source>runs</source>
            <translation>Läufe</translation>
        </message>
        <message>
            <source>evaluated on something else</source>
            <translation>anders ausgewertet</translation>
        </message>
        <message>
            <source>not evaluated</source>
            <translation>nicht ausgewertet</translation>
        </message>
        <message>
            <source>%1 bits</source>
            <comment>per weight</comment>
            <translation>%1 Bit</translation>
        </message>
        <message>
            <source>A: dense %1</source>
            <translation>A: dicht %1</translation>
        </message>
        <message>
            <source>the plan %1</source>
            <translation>der Plan %1</translation>
        </message>
        <message>
            <source>Budget</source>
            <translation>Budget</translation>
        </message>
        <message>
            <source>budget: not set</source>
            <translation>Budget: nicht gesetzt</translation>
        </message>
        <message>
            <source>budget %1</source>
            <translation>Budget %1</translation>
        </message>
        <message>
            <source>snapshots</source>
            <translation>Schnappschüsse</translation>
        </message>
        <message>
            <source>snapshot %1, %2</source>
            <translation>Schnappschuss %1, %2</translation>
        </message>
        <message>
            <source>%1 nats</source>
            <translation>%1 nat</translation>
        </message>
        <message>
            <source>perplexity %1</source>
            <translation>Perplexität %1</translation>
        </message>
        <message>
            <source>%1 of %2 runs fit into the budget of %3.</source>
            <translation>%1 von %2 Läufen passen in das Budget von %3.</translation>
        </message>
        <message>
            <source>No run yet: Run &gt; Compress makes one, and evaluates it with a text.</source>
            <translation>Noch kein Lauf: Lauf &gt; Komprimieren macht einen und wertet ihn mit einem Text aus.</translation>
        </message>
        <message>
            <source>Least is lost at %1: %2.</source>
            <translation>Am wenigsten geht bei %1 verloren: %2.</translation>
        </message>
        <message>
            <source>The plan takes %1.</source>
            <translation>Der Plan braucht %1.</translation>
        </message>
        <message numerus="yes">
            <source>%n run(s) were evaluated on something else and cannot be compared.</source>
            <translation>
                <numerusform>%n Lauf wurde anders ausgewertet und lässt sich nicht vergleichen.</numerusform>
                <numerusform>%n Läufe wurden anders ausgewertet und lassen sich nicht vergleichen.</numerusform>
            </translation>
        </message>
        <message>
            <source>Not evaluated: %1.</source>
            <translation>Nicht ausgewertet: %1.</translation>
        </message>
        <message>
            <source>evaluated on %1</source>
            <translation>ausgewertet auf %1</translation>
        </message>
        <message>
            <source>seed %1</source>
            <translation>Startwert %1</translation>
        </message>
        <message>
            <source>Size and divergence from the dense model</source>
            <translation>Größe und Divergenz vom dichten Modell</translation>
        </message>
        <message>
            <source>Size and perplexity more than the dense model</source>
            <translation>Größe und Perplexität über dem dichten Modell</translation>
        </message>
        <message>
            <source>size</source>
            <translation>Größe</translation>
        </message>
        <message>
            <source>bits per weight</source>
            <translation>Bit pro Gewicht</translation>
        </message>
        <message>
            <source>KL divergence</source>
            <translation>KL-Divergenz</translation>
        </message>
        <message>
            <source>perplexity, B − A</source>
            <translation>Perplexität, B − A</translation>
        </message>
        <message>
            <source>A: dense model</source>
            <translation>A: dichtes Modell</translation>
        </message>
        <message>
            <source>dense model at 16 bits</source>
            <translation>dichtes Modell bei 16 Bit</translation>
        </message>
    </context>
    <context>
        <name>lapidary</name>
        <message>
            <source>there is no display to open a window on (DISPLAY and WAYLAND_DISPLAY are not set): --screenshot and --figures need none, lapidary-cli does the same work without one
</source>
            <translation>es gibt keinen Bildschirm für ein Fenster (DISPLAY und WAYLAND_DISPLAY sind nicht gesetzt): --screenshot und --figures brauchen keinen, lapidary-cli leistet dasselbe ohne Fenster
</translation>
        </message>
    </context>
    <context>
        <name>lapidary::Error</name>
        <message>
            <source>%1: found %2</source>
            <translation>%1: gefunden %2</translation>
        </message>
        <message>
            <source>%1: expected %2</source>
            <translation>%1: erwartet %2</translation>
        </message>
        <message>
            <source>%1: found %2, expected %3</source>
            <translation>%1: gefunden %2, erwartet %3</translation>
        </message>
        <message>
            <source>%1. To do: %2</source>
            <translation>%1. Abhilfe: %2</translation>
        </message>
        <message>
            <source>no such file or folder</source>
            <translation>keine solche Datei und kein solcher Ordner</translation>
        </message>
        <message>
            <source>check the path</source>
            <translation>Pfad prüfen</translation>
        </message>
        <message>
            <source>cannot be read</source>
            <translation>nicht lesbar</translation>
        </message>
        <message>
            <source>check the permissions and the disk</source>
            <translation>Rechte und Datenträger prüfen</translation>
        </message>
        <message>
            <source>cannot be written</source>
            <translation>nicht schreibbar</translation>
        </message>
        <message>
            <source>check the permissions of the folder and the disk</source>
            <translation>Rechte des Ordners und Datenträger prüfen</translation>
        </message>
        <message>
            <source>exists already and is never written over</source>
            <translation>existiert schon und wird nie überschrieben</translation>
        </message>
        <message>
            <source>choose another name or move it away</source>
            <translation>anderen Namen wählen oder verschieben</translation>
        </message>
        <message>
            <source>no space left on the disk</source>
            <translation>kein Platz mehr auf dem Datenträger</translation>
        </message>
        <message>
            <source>free some space and start again</source>
            <translation>Platz schaffen und neu starten</translation>
        </message>
        <message>
            <source>is open in another program</source>
            <translation>ist in einem anderen Programm geöffnet</translation>
        </message>
        <message>
            <source>close it there first</source>
            <translation>dort zuerst schließen</translation>
        </message>
        <message>
            <source>ends too early</source>
            <translation>endet zu früh</translation>
        </message>
        <message>
            <source>the file was cut off: fetch or copy it again</source>
            <translation>die Datei ist abgeschnitten: neu holen oder kopieren</translation>
        </message>
        <message>
            <source>is not well formed</source>
            <translation>ist nicht wohlgeformt</translation>
        </message>
        <message>
            <source>the file is damaged or of another kind</source>
            <translation>die Datei ist beschädigt oder von anderer Art</translation>
        </message>
        <message>
            <source>exceeds a limit</source>
            <translation>überschreitet eine Grenze</translation>
        </message>
        <message>
            <source>the file is damaged or was made to do harm</source>
            <translation>die Datei ist beschädigt oder soll Schaden anrichten</translation>
        </message>
        <message>
            <source>is not supported</source>
            <translation>wird nicht unterstützt</translation>
        </message>
        <message>
            <source>convert it to a supported form first</source>
            <translation>zuerst in eine unterstützte Form umwandeln</translation>
        </message>
        <message>
            <source>contradicts itself</source>
            <translation>widerspricht sich</translation>
        </message>
        <message>
            <source>the file is damaged: fetch or copy it again</source>
            <translation>die Datei ist beschädigt: neu holen oder kopieren</translation>
        </message>
        <message>
            <source>a tensor is missing</source>
            <translation>ein Tensor fehlt</translation>
        </message>
        <message>
            <source>the checkpoint is incomplete</source>
            <translation>der Checkpoint ist unvollständig</translation>
        </message>
        <message>
            <source>a key is missing</source>
            <translation>ein Schlüssel fehlt</translation>
        </message>
        <message>
            <source>add the key</source>
            <translation>den Schlüssel ergänzen</translation>
        </message>
        <message>
            <source>an unknown key</source>
            <translation>ein unbekannter Schlüssel</translation>
        </message>
        <message>
            <source>correct the key or remove it</source>
            <translation>den Schlüssel berichtigen oder entfernen</translation>
        </message>
        <message>
            <source>an unknown name</source>
            <translation>ein unbekannter Name</translation>
        </message>
        <message>
            <source>correct the name</source>
            <translation>den Namen berichtigen</translation>
        </message>
        <message>
            <source>a value that cannot be used</source>
            <translation>ein unbrauchbarer Wert</translation>
        </message>
        <message>
            <source>correct the value</source>
            <translation>den Wert berichtigen</translation>
        </message>
        <message>
            <source>does not match its checksum</source>
            <translation>passt nicht zu seiner Prüfsumme</translation>
        </message>
        <message>
            <source>the file is damaged: make it again</source>
            <translation>die Datei ist beschädigt: neu erzeugen</translation>
        </message>
        <message>
            <source>wrong usage</source>
            <translation>falscher Aufruf</translation>
        </message>
        <message>
            <source>see --help</source>
            <translation>siehe --help</translation>
        </message>
        <message>
            <source>cannot be applied</source>
            <translation>nicht anwendbar</translation>
        </message>
        <message>
            <source>change the plan there</source>
            <translation>dort den Plan ändern</translation>
        </message>
        <message>
            <source>has not been measured</source>
            <translation>ist nicht gemessen</translation>
        </message>
        <message>
            <source>run `lapidary-cli measure` first</source>
            <translation>zuerst `lapidary-cli measure` ausführen</translation>
        </message>
        <message>
            <source>does not belong together</source>
            <translation>gehört nicht zusammen</translation>
        </message>
        <message>
            <source>use files that were made from each other</source>
            <translation>Dateien verwenden, die auseinander entstanden sind</translation>
        </message>
        <message>
            <source>the device is not available</source>
            <translation>das Gerät ist nicht verfügbar</translation>
        </message>
        <message>
            <source>choose another with --device</source>
            <translation>mit --device ein anderes wählen</translation>
        </message>
        <message>
            <source>not enough memory</source>
            <translation>nicht genug Speicher</translation>
        </message>
        <message>
            <source>use --device cpu or a smaller --memory</source>
            <translation>--device cpu oder ein kleineres --memory verwenden</translation>
        </message>
        <message>
            <source>the compute engine cannot be loaded</source>
            <translation>die Rechenmaschine lässt sich nicht laden</translation>
        </message>
        <message>
            <source>build it again with packaging/run.sh</source>
            <translation>mit packaging/run.sh neu bauen</translation>
        </message>
        <message>
            <source>cancelled</source>
            <translation>abgebrochen</translation>
        </message>
        <message>
            <source>start again; what was finished is kept</source>
            <translation>neu starten; Fertiges bleibt erhalten</translation>
        </message>
        <message>
            <source>did not converge</source>
            <translation>nicht konvergiert</translation>
        </message>
        <message>
            <source>use a stronger damping</source>
            <translation>stärkere Dämpfung verwenden</translation>
        </message>
        <message>
            <source>an error inside the program</source>
            <translation>ein Fehler im Programm</translation>
        </message>
        <message>
            <source>please report it with the log</source>
            <translation>bitte mit dem Protokoll melden</translation>
        </message>
    </context>
    <context>
        <name>lapidary::core</name>
        <message>
            <source>%1, %2</source>
            <translation>%1, %2</translation>
        </message>
        <message>
            <source>no spectrum gives the ranks of %1 sites before the run: counted at break-even; give a project with their spectra as the model (`measure`), or a ratio</source>
            <translation>kein Spektrum gibt die Ränge von %1 Stellen vor dem Lauf an: mit Break-even gezählt; das Modell messen oder ein Verhältnis angeben</translation>
        </message>
        <message>
            <source>rank %1 takes more than the dense matrix; break-even is %2</source>
            <translation>Rang %1 braucht mehr als die dichte Matrix; Break-even ist %2</translation>
        </message>
        <message>
            <source>adapters have 2 to 8 bits, or 16</source>
            <translation>Adapter haben 2 bis 8 Bit oder 16</translation>
        </message>
        <message>
            <source>its %1 columns are no multiple of the group, %2</source>
            <translation>ihre %1 Spalten sind kein Vielfaches der Gruppe, %2</translation>
        </message>
        <message>
            <source>the pattern is neither `unstructured` with an amount nor `N:M`</source>
            <translation>das Muster ist weder `unstructured` mit einem Anteil noch `N:M`</translation>
        </message>
        <message>
            <source>its %1 columns are no multiple of %2</source>
            <translation>ihre %1 Spalten sind kein Vielfaches von %2</translation>
        </message>
        <message>
            <source>nothing of it would be kept</source>
            <translation>nichts davon bliebe übrig</translation>
        </message>
        <message>
            <source>%1 has no layer of two low-rank factors: multiplied out they are a dense matrix again</source>
            <translation>%1 hat keine Schicht aus zwei Faktoren niedrigen Rangs: ausmultipliziert sind sie wieder eine dichte Matrix</translation>
        </message>
        <message>
            <source>%1 reads no residual beside a weight; as a LoRA file of its own it would have to be loaded with the model</source>
            <translation>%1 liest keinen Rest neben einem Gewicht; er müsste als eigene LoRA-Datei mit dem Modell geladen werden</translation>
        </message>
        <message>
            <source>%1 stores zeros like other weights: this loads, and saves no bytes there</source>
            <translation>%1 speichert Nullen wie andere Gewichte: das lässt sich laden, spart dort aber keine Bytes</translation>
        </message>
        <message>
            <source>%1 reads no packed embedding in compressed-tensors</source>
            <translation>%1 liest keine gepackte Einbettung in compressed-tensors</translation>
        </message>
        <message>
            <source>%1 reads 4 and 8 bits in compressed-tensors, not %2</source>
            <translation>%1 liest in compressed-tensors 4 und 8 Bit, nicht %2</translation>
        </message>
        <message>
            <source>Lapidary packs symmetric grids alone for %1: these have zero points</source>
            <translation>Lapidary packt für %1 nur symmetrische Raster: diese haben Nullpunkte</translation>
        </message>
        <message>
            <source>%1 reads packed weights with a scale a group or a row, not a tensor</source>
            <translation>%1 liest gepackte Gewichte mit einer Skalierung je Gruppe oder Zeile, nicht je Tensor</translation>
        </message>
        <message>
            <source>%1 wants groups of neighbouring columns: order none or static</source>
            <translation>%1 verlangt Gruppen benachbarter Spalten: order none oder static</translation>
        </message>
        <message>
            <source>vLLM's kernels take groups of 32, 64 and 128 columns, or whole rows; not %1</source>
            <translation>die Kernel von vLLM nehmen Gruppen von 32, 64 und 128 Spalten oder ganze Zeilen; nicht %1</translation>
        </message>
        <message>
            <source>Marlin, vLLM's fast kernel, wants a multiple of 64 rows and of 128 columns: others are slower, or missing on some cards</source>
            <translation>Marlin, der schnelle Kernel von vLLM, verlangt ein Vielfaches von 64 Zeilen und 128 Spalten: andere sind langsamer oder fehlen auf manchen Karten</translation>
        </message>
        <message>
            <source>not every version of vLLM reads a packed head</source>
            <translation>nicht jede Version von vLLM liest einen gepackten Head</translation>
        </message>
        <message>
            <source>GGUF has blocks of 32 columns: a matrix whose columns are no multiple of that stays at 16 bits</source>
            <translation>GGUF hat Blöcke von 32 Spalten: eine Matrix, deren Spalten kein Vielfaches davon sind, bleibt bei 16 Bit</translation>
        </message>
        <message>
            <source>GGUF has no type of 7 bits</source>
            <translation>GGUF hat keinen Typ mit 7 Bit</translation>
        </message>
        <message>
            <source>GGUF's type of 8 bits, Q8_0, has no zero points</source>
            <translation>der 8-Bit-Typ von GGUF, Q8_0, hat keine Nullpunkte</translation>
        </message>
        <message>
            <source>GGUF has 2, 3 and 6 bits only as K-quants with super-blocks of 256 columns, which do not divide these</source>
            <translation>GGUF hat 2, 3 und 6 Bit nur als K-Quants mit Superblöcken von 256 Spalten, die diese nicht teilen</translation>
        </message>
        <message>
            <source>GGUF has 2, 3 and 6 bits only as K-quants, another grid: the values are rounded once more</source>
            <translation>GGUF hat 2, 3 und 6 Bit nur als K-Quants, ein anderes Raster: die Werte werden noch einmal gerundet</translation>
        </message>
        <message>
            <source>GGUF stores a minimum for each block in 16 bits, no zero point: values move a little</source>
            <translation>GGUF speichert je Block ein Minimum in 16 Bit, keinen Nullpunkt: die Werte verschieben sich ein wenig</translation>
        </message>
        <message>
            <source>GGUF has a scale for every 32 columns: the group must be a multiple of 32</source>
            <translation>GGUF hat je 32 Spalten eine Skalierung: die Gruppe muss ein Vielfaches von 32 sein</translation>
        </message>
        <message>
            <source>GGUF writes a scale for every 32 columns, whatever the group: %1.5 bits a weight</source>
            <translation>GGUF schreibt je 32 Spalten eine Skalierung, gleich welche Gruppe: %1,5 Bit pro Gewicht</translation>
        </message>
        <message>
            <source>%1 bits</source>
            <translation>%1 Bit</translation>
        </message>
        <message>
            <source>a low rank</source>
            <translation>ein niedriger Rang</translation>
        </message>
        <message>
            <source>zeros</source>
            <translation>Nullen</translation>
        </message>
        <message>
            <source>%1 in the first block, which is as a rule among the most sensitive: compare it with 4 bits or more</source>
            <translation>%1 im ersten Block, der in der Regel zu den empfindlichsten gehört: mit 4 Bit oder mehr vergleichen</translation>
        </message>
        <message>
            <source>%1 in the last block, which is as a rule among the most sensitive: compare it with 4 bits or more</source>
            <translation>%1 im letzten Block, der in der Regel zu den empfindlichsten gehört: mit 4 Bit oder mehr vergleichen</translation>
        </message>
        <message>
            <source>%1 cannot be applied here: %2</source>
            <translation>%1 ist hier nicht anwendbar: %2</translation>
        </message>
        <message>
            <source>model edits name blocks of the other model: left out</source>
            <translation>Modelländerungen nennen Blöcke des anderen Modells: weggelassen</translation>
        </message>
        <message>
            <source>rank %1 becomes the share %2</source>
            <translation>Rang %1 wird zum Anteil %2</translation>
        </message>
        <message>
            <source>rank %1 becomes the share %2, the median over sites of different shapes</source>
            <translation>Rang %1 wird zum Anteil %2, dem Median über Stellen verschiedener Form</translation>
        </message>
        <message>
            <source>the sites that its condition found are mapped by depth; measure to find them anew</source>
            <translation>die Stellen, die ihre Bedingung fand, sind nach Tiefe übertragen; messen, um sie neu zu finden</translation>
        </message>
        <message>
            <source>blocks %1 become %2</source>
            <translation>Blöcke %1 werden zu %2</translation>
        </message>
        <message>
            <source>matches no site of the source: the pattern stays as it is</source>
            <translation>trifft keine Stelle der Quelle: das Muster bleibt, wie es ist</translation>
        </message>
        <message>
            <source>none of its sites is in this model: the pattern stays as it is</source>
            <translation>keine ihrer Stellen gibt es in diesem Modell: das Muster bleibt, wie es ist</translation>
        </message>
        <message>
            <source>'%1' names blocks by number; it now covers %2 sites at the same depth instead of %3</source>
            <translation>„%1“ nennt Blöcke mit Nummern; es umfasst jetzt %2 Stellen gleicher Tiefe statt %3</translation>
        </message>
        <message>
            <source>%1 to %2</source>
            <translation>%1 nach %2</translation>
        </message>
        <message>
            <source>%1 is no site of the source</source>
            <translation>%1 ist keine Stelle der Quelle</translation>
        </message>
        <message>
            <source>%1 has no tensor of its own there</source>
            <translation>%1 hat dort keinen eigenen Tensor</translation>
        </message>
        <message>
            <source>%1 and block %2 fall on one block, %3: that of block %2 counts</source>
            <translation>%1 und Block %2 fallen auf denselben Block, %3: es gilt, was Block %2 hat</translation>
        </message>
        <message>
            <source>kept share of parameters: rank floor(ratio out in / (out + in))</source>
            <translation>behaltener Anteil der Parameter: Rang floor(ratio out in / (out + in))</translation>
        </message>
        <message>
            <source>rank; below 1 a share of min(out, in); at most min(out, in)</source>
            <translation>Rang; unter 1 ein Anteil von min(out, in); höchstens min(out, in)</translation>
        </message>
        <message>
            <source>smallest rank whose share of the squared singular values reaches this (needs the spectrum)</source>
            <translation>kleinster Rang, dessen Anteil an den quadrierten Singulärwerten diesen Wert erreicht (braucht das Spektrum)</translation>
        </message>
        <message>
            <source>The nearest matrix of that rank. Destroys language models at ratios people want: for comparison.</source>
            <translation>Die nächste Matrix dieses Rangs. Zerstört Sprachmodelle bei den Verhältnissen, die man sich wünscht: zum Vergleich.</translation>
        </message>
        <message>
            <source>Eckart and Young 1936</source>
            <translation>Eckart und Young 1936</translation>
        </message>
        <message>
            <source>The matrix of that rank with the least error of the outputs on the calibration text.</source>
            <translation>Die Matrix dieses Rangs mit dem kleinsten Fehler der Ausgänge auf dem Kalibriertext.</translation>
        </message>
        <message>
            <source>Wang et al. 2024, arXiv:2403.07378, by the eigenvectors of W C W^T</source>
            <translation>Wang et al. 2024, arXiv:2403.07378, über die Eigenvektoren von W C W^T</translation>
        </message>
        <message>
            <source>share of the moment's mean diagonal added to it</source>
            <translation>Anteil der mittleren Diagonale des Moments, der zu ihm addiert wird</translation>
        </message>
        <message>
            <source>2 to 8: codes of a symmetric grid; 16: the plan's dtype</source>
            <translation>2 bis 8: Codes eines symmetrischen Rasters; 16: der Datentyp des Plans</translation>
        </message>
        <message>
            <source>with `bits` below 16: entries along a factor's long side that share a scale; 0: all</source>
            <translation>mit `bits` unter 16: Einträge entlang der langen Seite eines Faktors, die sich eine Skalierung teilen; 0: alle</translation>
        </message>
        <message>
            <source>Adds the nearest low-rank matrix to what the other methods of the site left over.</source>
            <translation>Ergänzt den Rest, den die anderen Methoden der Stelle übrig lassen, durch die nächste Matrix niedrigen Rangs.</translation>
        </message>
        <message>
            <source>LQER, Zhang et al. 2024, arXiv:2402.02446, without scaling</source>
            <translation>LQER, Zhang et al. 2024, arXiv:2402.02446, ohne Skalierung</translation>
        </message>
        <message>
            <source>The same with the least error of the outputs on the calibration text; better than every saliency form at equal bytes.</source>
            <translation>Dasselbe mit dem kleinsten Fehler der Ausgänge auf dem Kalibriertext; bei gleichen Bytes besser als jede Salienzform.</translation>
        </message>
        <message>
            <source>evidence.md 3; the truncation of arXiv:2403.07378 applied to the residual</source>
            <translation>evidence.md 3; das Abschneiden aus arXiv:2403.07378, auf den Rest angewandt</translation>
        </message>
        <message>
            <source>bits of a code</source>
            <translation>Bit je Code</translation>
        </message>
        <message>
            <source>what shares a scale; follows from `group` where only that is given, and `row` and `tensor` set `group` to 0</source>
            <translation>was sich eine Skalierung teilt; folgt aus `group`, wo nur das angegeben ist; `row` und `tensor` setzen `group` auf 0</translation>
        </message>
        <message>
            <source>consecutive columns that share a scale; 0: the whole row</source>
            <translation>aufeinanderfolgende Spalten, die sich eine Skalierung teilen; 0: die ganze Zeile</translation>
        </message>
        <message>
            <source>no zero point; asymmetric grids cost b bits more a group</source>
            <translation>kein Nullpunkt; asymmetrische Raster kosten b Bit mehr je Gruppe</translation>
        </message>
        <message>
            <source>symmetric only: codes -(2^(b-1)-1) .. 2^(b-1)-1 with scale absmax / (2^(b-1)-1), or -2^(b-1) .. 2^(b-1)-1 with 2 absmax / (2^b - 1)</source>
            <translation>nur symmetrisch: Codes -(2^(b-1)-1) .. 2^(b-1)-1 mit Skalierung absmax / (2^(b-1)-1), oder -2^(b-1) .. 2^(b-1)-1 mit 2 absmax / (2^b - 1)</translation>
        </message>
        <message>
            <source>scale from the extremes, or the factor 1.0, 0.975 .. 0.3 of it with the least sum of |error|^2.4</source>
            <translation>Skalierung aus den Extremwerten, oder derjenige Faktor 1,0, 0,975 .. 0,3 davon mit der kleinsten Summe von |Fehler|^2,4</translation>
        </message>
        <message>
            <source>Rounds every weight to the nearest point of its grid.</source>
            <translation>Rundet jedes Gewicht auf den nächsten Punkt seines Rasters.</translation>
        </message>
        <message>
            <source>conventions.md, symmetric and asymmetric grid</source>
            <translation>conventions.md, symmetrisches und asymmetrisches Raster</translation>
        </message>
        <message>
            <source>Rounds column after column and spreads each column's error over the columns that are still to come, by the inputs' second moment.</source>
            <translation>Rundet Spalte für Spalte und verteilt den Fehler jeder Spalte auf die noch folgenden, nach dem zweiten Moment der Eingänge.</translation>
        </message>
        <message>
            <source>Frantar et al. 2022, arXiv:2210.17323; defaults from measurements (evidence.md 3)</source>
            <translation>Frantar et al. 2022, arXiv:2210.17323; Vorgaben aus Messungen (evidence.md 3)</translation>
        </message>
        <message>
            <source>order of the columns: as they are, by falling moment with groups in that order (an explicit group index is stored), or by falling moment with the grids fixed before</source>
            <translation>Reihenfolge der Spalten: wie sie sind, nach fallendem Moment mit Gruppen in dieser Reihenfolge (ein Gruppenindex wird gespeichert), oder nach fallendem Moment mit vorher festgelegten Rastern</translation>
        </message>
        <message>
            <source>columns between two updates of the rest of the matrix</source>
            <translation>Spalten zwischen zwei Aktualisierungen des Rests der Matrix</translation>
        </message>
        <message>
            <source>`unstructured` (with `amount`, the same share in every row), or `N:M`: keeps N of every M consecutive input weights of a row (1 &lt;= N &lt; M &lt;= 32)</source>
            <translation>`unstructured` (mit `amount`, derselbe Anteil in jeder Zeile) oder `N:M`: behält N von je M aufeinanderfolgenden Eingangsgewichten einer Zeile (1 &lt;= N &lt; M &lt;= 32)</translation>
        </message>
        <message>
            <source>share of zeros in every row; only with `unstructured`</source>
            <translation>Anteil der Nullen in jeder Zeile; nur mit `unstructured`</translation>
        </message>
        <message>
            <source>what the kept weights do: stay (`none`), become the least-squares optimum for this mask (`optimal`), or follow one sweep of optimal brain surgeon (`obs`)</source>
            <translation>was die behaltenen Gewichte tun: bleiben (`none`), zum Optimum der kleinsten Quadrate für diese Maske werden (`optimal`) oder einem Durchgang von Optimal Brain Surgeon folgen (`obs`)</translation>
        </message>
        <message>
            <source>of the update: share of the moment's mean diagonal added to it; absent: 0 for `optimal`, 0.01 for `obs`</source>
            <translation>der Anpassung: Anteil der mittleren Diagonale des Moments, der zu ihm addiert wird; ohne Angabe: 0 für `optimal`, 0,01 für `obs`</translation>
        </message>
        <message>
            <source>Removes the weights of smallest absolute value in each row or group of M.</source>
            <translation>Entfernt die Gewichte mit dem kleinsten Betrag in jeder Zeile oder Gruppe von M.</translation>
        </message>
        <message>
            <source>Han et al. 2015; here per row, where papers often take one threshold per matrix</source>
            <translation>Han et al. 2015; hier je Zeile, wo Arbeiten oft eine Schwelle je Matrix nehmen</translation>
        </message>
        <message>
            <source>Removes the weights of smallest |weight| times root mean square of their input, per row or group of M.</source>
            <translation>Entfernt die Gewichte mit dem kleinsten |Gewicht| mal quadratischem Mittel ihres Eingangs, je Zeile oder Gruppe von M.</translation>
        </message>
        <message>
            <source>Sun et al. 2023, arXiv:2306.11695</source>
            <translation>Sun et al. 2023, arXiv:2306.11695</translation>
        </message>
        <message>
            <source>Changes nothing.</source>
            <translation>Ändert nichts.</translation>
        </message>
        <message>
            <source>8 bits, one scale a row: half the size, no loss that evaluation shows; needs no calibration text.</source>
            <translation>8 Bit, eine Skalierung je Zeile: halbe Größe, kein Verlust, den die Auswertung zeigt; braucht keinen Kalibriertext.</translation>
        </message>
        <message>
            <source>4.25 bits a weight, symmetric, so that every output format holds it; GPTQ with static order and an MSE grid.</source>
            <translation>4,25 Bit pro Gewicht, symmetrisch, so dass jedes Ausgabeformat es fasst; GPTQ mit statischer Reihenfolge und MSE-Raster.</translation>
        </message>
        <message>
            <source>The same size by rounding alone: in seconds and without calibration text, with more loss.</source>
            <translation>Dieselbe Größe durch bloßes Runden: in Sekunden und ohne Kalibriertext, mit mehr Verlust.</translation>
        </message>
        <message>
            <source>3.3 bits a weight with zero points, which 3 bits need; the smallest size with bearable loss.</source>
            <translation>3,3 Bit pro Gewicht mit Nullpunkten, die 3 Bit brauchen; die kleinste Größe mit erträglichem Verlust.</translation>
        </message>
        <message>
            <source>8.75 bits a weight: 2 of 4 weights kept and refitted, for hardware that skips the zeros; larger and worse than 4 bits.</source>
            <translation>8,75 Bit pro Gewicht: 2 von 4 Gewichten behalten und neu angepasst, für Hardware, die Nullen überspringt; größer und schlechter als 4 Bit.</translation>
        </message>
        <message>
            <source>9 bits a weight: half of each row kept and refitted; less loss than 2:4 at nearly its size.</source>
            <translation>9 Bit pro Gewicht: die Hälfte jeder Zeile behalten und neu angepasst; weniger Verlust als 2:4 bei fast gleicher Größe.</translation>
        </message>
        <message>
            <source>3 bits a weight for hardware with 2:4 kernels; 3 bits without zeros lose less.</source>
            <translation>3 Bit pro Gewicht für Hardware mit 2:4-Kerneln; 3 Bit ohne Nullen verlieren weniger.</translation>
        </message>
        <message>
            <source>12.8 bits a weight: two thin matrices that any runtime multiplies; costly in quality, so best on chosen sites.</source>
            <translation>12,8 Bit pro Gewicht: zwei schmale Matrizen, die jede Laufzeit multipliziert; teuer in der Qualität, daher am besten an ausgewählten Stellen.</translation>
        </message>
        <message>
            <source>%1 bits were not measured here; %2 were</source>
            <translation>%1 Bit wurden hier nicht gemessen, wohl aber %2</translation>
        </message>
        <message>
            <source>the head shares the tensor of `embed`: name that instead</source>
            <translation>der Kopf teilt sich den Tensor mit `embed`: nennen Sie diesen</translation>
        </message>
        <message>
            <source>no site of this model has that name</source>
            <translation>keine Stelle dieses Modells heißt so</translation>
        </message>
        <message>
            <source>no site of this model has that name; the nearest is %1</source>
            <translation>keine Stelle dieses Modells heißt so; am nächsten kommt %1</translation>
        </message>
        <message>
            <source>%1 matches no site: %2</source>
            <translation>%1 trifft auf keine Stelle zu: %2</translation>
        </message>
        <message>
            <source>%1 matches no site</source>
            <translation>%1 trifft auf keine Stelle zu</translation>
        </message>
        <message>
            <source>%1 changes nothing: all it sets is overridden by %2</source>
            <translation>%1 ändert nichts: alles, was sie setzt, wird von %2 überschrieben</translation>
        </message>
        <message>
            <source>no method in force at the sites of %1 uses this key</source>
            <translation>keine Methode, die an den Stellen von %1 gilt, verwendet diesen Schlüssel</translation>
        </message>
        <message>
            <source>dense</source>
            <translation>dicht</translation>
        </message>
        <message>
            <source>%1 bits, per row</source>
            <translation>%1 Bit, je Zeile</translation>
        </message>
        <message>
            <source>%1 bits, group %2</source>
            <translation>%1 Bit, Gruppe %2</translation>
        </message>
        <message>
            <source>the plan was made for another model, without a name</source>
            <translation>der Plan wurde für ein anderes Modell gemacht, das keinen Namen hat</translation>
        </message>
        <message>
            <source>the plan was made for another model ('%1')</source>
            <translation>der Plan wurde für ein anderes Modell gemacht („%1“)</translation>
        </message>
        <message>
            <source>this version keeps model edits in the plan but cannot apply them: remove them to run it</source>
            <translation>diese Version behält Modelländerungen im Plan, kann sie aber nicht anwenden: entfernen Sie sie, um ihn auszuführen</translation>
        </message>
        <message>
            <source>expert %1 %2 (%3)</source>
            <translation>Experte %1 %2 (%3)</translation>
        </message>
        <message>
            <source>%1 (%2)</source>
            <translation>%1 (%2)</translation>
        </message>
        <message>
            <source>runtimes that fuse these layers (vLLM) refuse different schemes: %1</source>
            <translation>Laufzeiten, die diese Schichten zusammenlegen (vLLM), lehnen verschiedene Schemata ab: %1</translation>
        </message>
    </context>
    <context>
        <name>lapidary::widgets::ActivationView</name>
        <message>
            <source>Activation ranges</source>
            <translation>Aktivierungsbereiche</translation>
        </message>
        <message>
            <source>Activations:</source>
            <translation>Zeigen:</translation>
        </message>
        <message>
            <source>this kind of input</source>
            <translation>diese Art</translation>
        </message>
        <message>
            <source>all inputs</source>
            <translation>alle Eingänge</translation>
        </message>
        <message>
            <source>channels of this input</source>
            <translation>seine Kanäle</translation>
        </message>
        <message>
            <source>Select exceeding</source>
            <translation>Höhere wählen</translation>
        </message>
        <message>
            <source>Selects the sites whose input has its largest channel, or the 99th percentile of its channels, above its line. Drag the lines, or press Enter and move them with the arrow keys.</source>
            <translation>Wählt die Stellen, deren Eingang mit dem größten Kanal oder dem 99. Perzentil der Kanäle über der jeweiligen Linie liegt. Linien ziehen, oder Eingabetaste drücken und mit den Pfeiltasten bewegen.</translation>
        </message>
        <message>
            <source>Select %1 of %2</source>
            <translation>%1 von %2 wählen</translation>
        </message>
        <message>
            <source>Sites selected: %1 (%2 of %3 inputs exceed)</source>
            <translation>Stellen ausgewählt: %1 (%2 von %3 Eingängen liegen darüber)</translation>
        </message>
    </context>
    <context>
        <name>lapidary::widgets::BudgetBar</name>
        <message>
            <source>Lapidary, every part as it is</source>
            <translation>Lapidary, wie es ist</translation>
        </message>
        <message>
            <source>Hugging Face, dense values</source>
            <translation>Hugging Face, dichte Werte</translation>
        </message>
        <message>
            <source>compressed-tensors, packed</source>
            <translation>compressed-tensors, gepackt</translation>
        </message>
        <message>
            <source>Budget</source>
            <translation>Budget</translation>
        </message>
        <message>
            <source>Target size</source>
            <translation>Zielgröße</translation>
        </message>
        <message>
            <source>e.g. 90 MB</source>
            <translation>z. B. 90 MB</translation>
        </message>
        <message>
            <source>A size that the compressed model should not exceed; a number alone means megabytes.</source>
            <translation>Eine Größe, die das komprimierte Modell nicht überschreiten soll; eine Zahl allein heißt Megabyte.</translation>
        </message>
        <message>
            <source>Output format</source>
            <translation>Ausgabeformat</translation>
        </message>
        <message>
            <source>The format that bytes are counted for and that a run writes.</source>
            <translation>Das Format, für das Bytes gezählt werden und das ein Lauf schreibt.</translation>
        </message>
        <message>
            <source>&amp;Target</source>
            <translation>&amp;Ziel</translation>
        </message>
        <message>
            <source>No model is open</source>
            <translation>Kein Modell geöffnet</translation>
        </message>
        <message>
            <source>%1 → ?</source>
            <translation>%1 → ?</translation>
        </message>
        <message>
            <source>the plan does not resolve</source>
            <translation>der Plan lässt sich nicht auflösen</translation>
        </message>
        <message>
            <source>not a size</source>
            <translation>keine Größe</translation>
        </message>
        <message>
            <source>✖ over by %1</source>
            <translation>✖ %1 zu viel</translation>
        </message>
        <message>
            <source>✔ %1 left</source>
            <translation>✔ %1 übrig</translation>
        </message>
        <message numerus="yes">
            <source>✖ %n error(s)</source>
            <translation>
                <numerusform>✖ %n Fehler</numerusform>
                <numerusform>✖ %n Fehler</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>⚠ %n warning(s)</source>
            <translation>
                <numerusform>⚠ %n Warnung</numerusform>
                <numerusform>⚠ %n Warnungen</numerusform>
            </translation>
        </message>
        <message>
            <source>&amp;Use it</source>
            <translation>Ü&amp;bernehmen</translation>
        </message>
        <message>
            <source>Bits per weight of the linear maps in the blocks: scales and masks counted in, embedding and head left out.</source>
            <translation>Bit pro Gewicht der linearen Abbildungen in den Blöcken: mit Skalierungen und Masken, ohne Einbettung und Head.</translation>
        </message>
        <message>
            <source>The smallest reachable size becomes the target.</source>
            <translation>Die kleinste erreichbare Größe wird zum Ziel.</translation>
        </message>
        <message>
            <source>%1 → %2 (%3)</source>
            <translation>%1 → %2 (%3)</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>Exact: %1 bytes as found, %2 at 16 bits, %3 after the plan</source>
            <translation>Genau: %1 Byte wie vorgefunden, %2 bei 16 Bit, %3 nach dem Plan</translation>
        </message>
        <message>
            <source>%1 bits per weight</source>
            <translation>%1 Bit pro Gewicht</translation>
        </message>
        <message>
            <source>%1 to run</source>
            <translation>%1 zur Laufzeit</translation>
        </message>
        <message>
            <source>Smallest reachable with the families that this plan uses: %1.</source>
            <translation>Kleinste erreichbare Größe mit den Familien dieses Plans: %1.</translation>
        </message>
        <message>
            <source>Lower by: %1.</source>
            <translation>Kleiner durch: %1.</translation>
        </message>
        <message>
            <source>Every site that is not locked at 2 bits in its own groups and at a kept ratio of 0.2; sparsity as it is.</source>
            <translation>Jede nicht gesperrte Stelle bei 2 Bit in ihren eigenen Gruppen und bei behaltenem Anteil 0,2; Nullanteil wie er ist.</translation>
        </message>
    </context>
    <context>
        <name>lapidary::widgets::BytesView</name>
        <message>
            <source>Bytes</source>
            <translation>Bytes</translation>
        </message>
        <message>
            <source>by kind</source>
            <translation>nach Art</translation>
        </message>
        <message>
            <source>by block</source>
            <translation>nach Block</translation>
        </message>
        <message>
            <source>as a map</source>
            <translation>als Karte</translation>
        </message>
        <message>
            <source>before</source>
            <translation>vorher</translation>
        </message>
        <message>
            <source>at 16 bits</source>
            <translation>bei 16 Bit</translation>
        </message>
        <message>
            <source>as found</source>
            <translation>wie vorgefunden</translation>
        </message>
    </context>
    <context>
        <name>lapidary::widgets::CommandPalette</name>
        <message>
            <source>Command palette</source>
            <translation>Befehlspalette</translation>
        </message>
        <message>
            <source>Search actions, sites, settings and help</source>
            <translation>Aktionen, Stellen, Einstellungen und Hilfe durchsuchen</translation>
        </message>
        <message>
            <source>Search actions, sites, settings, help – or type a setting: bits 4, rank 50 %</source>
            <translation>Aktionen, Stellen, Einstellungen, Hilfe suchen – oder eine Einstellung eingeben: bits 4, rank 50 %</translation>
        </message>
        <message>
            <source>What can be done</source>
            <translation>Was möglich ist</translation>
        </message>
        <message>
            <source>Nothing fits “%1”</source>
            <translation>Nichts passt zu „%1“</translation>
        </message>
    </context>
    <context>
        <name>lapidary::widgets::CompareFiguresModel</name>
        <message>
            <source>figure</source>
            <translation>Kennzahl</translation>
        </message>
        <message>
            <source>○ A: dense</source>
            <translation>○ A: dicht</translation>
        </message>
        <message>
            <source>◆ B: run</source>
            <translation>◆ B: Lauf</translation>
        </message>
        <message>
            <source>B − A</source>
            <translation>B − A</translation>
        </message>
    </context>
    <context>
        <name>lapidary::widgets::CompareSitesModel</name>
        <message>
            <source>site</source>
            <translation>Stelle</translation>
        </message>
        <message>
            <source>relative error</source>
            <translation>relativer Fehler</translation>
        </message>
        <message>
            <source>○ A [MB]</source>
            <translation>○ A [MB]</translation>
        </message>
        <message>
            <source>◆ B [MB]</source>
            <translation>◆ B [MB]</translation>
        </message>
        <message>
            <source>A : B</source>
            <translation>A : B</translation>
        </message>
        <message>
            <source>time [s]</source>
            <translation>Zeit [s]</translation>
        </message>
        <message>
            <source>name of the linear map</source>
            <translation>Name der linearen Abbildung</translation>
        </message>
        <message>
            <source>of the outputs on the calibration text, against the dense site</source>
            <translation>der Ausgänge auf dem Kalibriertext, gegenüber der dichten Stelle</translation>
        </message>
        <message>
            <source>bytes before, as found</source>
            <translation>Bytes vorher, wie vorgefunden</translation>
        </message>
        <message>
            <source>bytes after the run</source>
            <translation>Bytes nach dem Lauf</translation>
        </message>
        <message>
            <source>times smaller</source>
            <translation>so viel Mal kleiner</translation>
        </message>
        <message>
            <source>time that the site took in the run</source>
            <translation>Zeit, die die Stelle im Lauf brauchte</translation>
        </message>
    </context>
    <context>
        <name>lapidary::widgets::CompareView</name>
        <message>
            <source>Before and after</source>
            <translation>Vorher und nachher</translation>
        </message>
        <message>
            <source>Run to compare with the dense model</source>
            <translation>Lauf, der mit dem dichten Modell verglichen wird</translation>
        </message>
        <message>
            <source>Choose a run</source>
            <translation>Lauf wählen</translation>
        </message>
        <message>
            <source>◆ B: &amp;run</source>
            <translation>◆ B: &amp;Lauf</translation>
        </message>
        <message>
            <source>Figures before and after</source>
            <translation>Kennzahlen vorher und nachher</translation>
        </message>
        <message>
            <source>Sites before and after</source>
            <translation>Stellen vorher und nachher</translation>
        </message>
        <message>
            <source>No run yet: Run &gt; Compress…</source>
            <translation>Noch kein Lauf: Lauf &gt; Komprimieren…</translation>
        </message>
        <message>
            <source>Choose a run to compare with.</source>
            <translation>Einen Lauf zum Vergleich wählen.</translation>
        </message>
    </context>
    <context>
        <name>lapidary::widgets::FamilyBox</name>
        <message>
            <source>Method of %1</source>
            <translation>Methode: %1</translation>
        </message>
        <message>
            <source>none</source>
            <translation>keine</translation>
        </message>
        <message>
            <source>method</source>
            <translation>Methode</translation>
        </message>
        <message>
            <source>Structured pruning</source>
            <translation>Strukturiertes Ausdünnen</translation>
        </message>
        <message>
            <source>Low rank</source>
            <translation>Niedriger Rang</translation>
        </message>
        <message>
            <source>Sparsity</source>
            <translation>Ausdünnung</translation>
        </message>
        <message>
            <source>Quantization</source>
            <translation>Quantisierung</translation>
        </message>
        <message>
            <source>Low-rank residual</source>
            <translation>Rest als Adapter</translation>
        </message>
        <message>
            <source>Joint</source>
            <translation>Gemeinsam</translation>
        </message>
        <message>
            <source>set here</source>
            <translation>von Hand gesetzt</translation>
        </message>
        <message>
            <source>from the base</source>
            <translation>aus der Basis</translation>
        </message>
        <message>
            <source>default</source>
            <translation>Vorgabe</translation>
        </message>
        <message>
            <source>from several places</source>
            <translation>verschiedener Herkunft</translation>
        </message>
        <message>
            <source>from preset %1</source>
            <translation>aus Vorlage %1</translation>
        </message>
        <message>
            <source>from rule %1, %2</source>
            <translation>aus Regel %1, %2</translation>
        </message>
    </context>
    <context>
        <name>lapidary::widgets::FirstTasks</name>
        <message>
            <source>First steps</source>
            <translation>Erste Schritte</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>Zeigen</translation>
        </message>
        <message>
            <source>%1 (done)</source>
            <translation>%1 (erledigt)</translation>
        </message>
        <message>
            <source>Show: %1</source>
            <translation>Zeigen: %1</translation>
        </message>
        <message>
            <source>All done. The help has more: F1 explains the view in focus.</source>
            <translation>Alles erledigt. Mehr steht in der Hilfe: F1 erklärt die Ansicht im Fokus.</translation>
        </message>
        <message>
            <source>%1 of %2 done, in any order.</source>
            <translation>%1 von %2 erledigt, in beliebiger Reihenfolge.</translation>
        </message>
        <message>
            <source>Your own model: drop its folder or .gguf file on the window.</source>
            <translation>Ihr eigenes Modell: Ziehen Sie seinen Ordner oder seine .gguf-Datei auf das Fenster.</translation>
        </message>
    </context>
    <context>
        <name>lapidary::widgets::FlagField</name>
        <message>
            <source>yes</source>
            <translation>ja</translation>
        </message>
        <message>
            <source>no</source>
            <translation>nein</translation>
        </message>
    </context>
    <context>
        <name>lapidary::widgets::HelpView</name>
        <message>
            <source>Help</source>
            <translation>Hilfe</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>Zurück</translation>
        </message>
        <message>
            <source>The page before (Backspace)</source>
            <translation>Vorige Seite (Rücktaste)</translation>
        </message>
        <message>
            <source>Contents</source>
            <translation>Inhalt</translation>
        </message>
        <message>
            <source>All pages</source>
            <translation>Alle Seiten</translation>
        </message>
        <message>
            <source>Search the help</source>
            <translation>Hilfe durchsuchen</translation>
        </message>
        <message>
            <source>Pages of the help</source>
            <translation>Seiten der Hilfe</translation>
        </message>
        <message>
            <source>Help page</source>
            <translation>Hilfeseite</translation>
        </message>
        <message>
            <source>There is no page of this name.</source>
            <translation>Es gibt keine Seite dieses Namens.</translation>
        </message>
        <message>
            <source>%1
%2</source>
            <translation>%1
%2</translation>
        </message>
        <message>
            <source>No page has all of these words.</source>
            <translation>Keine Seite enthält alle diese Wörter.</translation>
        </message>
    </context>
    <context>
        <name>lapidary::widgets::HistogramView</name>
        <message>
            <source>Weight histogram</source>
            <translation>Histogramm der Gewichte</translation>
        </message>
    </context>
    <context>
        <name>lapidary::widgets::HistoryModel</name>
        <message>
            <source>%1 (after step %2)</source>
            <translation>%1 (nach Schritt %2)</translation>
        </message>
        <message>
            <source>Step %1: %2</source>
            <translation>Schritt %1: %2</translation>
        </message>
        <message>
            <source>
The plan as it is now.</source>
            <translation>
Der Plan, wie er jetzt ist.</translation>
        </message>
        <message>
            <source>
Undone: Redo comes here. A click goes there too.</source>
            <translation>
Rückgängig gemacht: Wiederherstellen führt hierher, ein Klick auch.</translation>
        </message>
        <message>
            <source>
A click or Enter goes there; later steps are kept.</source>
            <translation>
Ein Klick oder die Eingabetaste führt dorthin; spätere Schritte bleiben erhalten.</translation>
        </message>
        <message>
            <source>step %1, the current one</source>
            <translation>Schritt %1, der aktuelle</translation>
        </message>
        <message>
            <source>step %1</source>
            <translation>Schritt %1</translation>
        </message>
        <message>
            <source>These steps were left for others. They are kept: a click on one goes there.</source>
            <translation>Diese Schritte wurden für andere verlassen. Sie bleiben erhalten: Ein Klick führt dorthin.</translation>
        </message>
        <message numerus="yes">
            <source>%n step(s) left after step %1</source>
            <translation>
                <numerusform>%n Schritt nach Schritt %1 verlassen</numerusform>
                <numerusform>%n Schritte nach Schritt %1 verlassen</numerusform>
            </translation>
        </message>
        <message>
            <source>bytes of the whole model against the step before</source>
            <translation>Bytes des ganzen Modells gegenüber dem Schritt davor</translation>
        </message>
        <message>
            <source>name of a snapshot: F2 gives, changes or clears it</source>
            <translation>Name eines Schnappschusses: F2 vergibt, ändert oder löscht ihn</translation>
        </message>
        <message>
            <source>step</source>
            <translation>Schritt</translation>
        </message>
        <message>
            <source>size</source>
            <translation>Größe</translation>
        </message>
        <message>
            <source>what was done</source>
            <translation>was getan wurde</translation>
        </message>
        <message>
            <source>snapshot</source>
            <translation>Schnappschuss</translation>
        </message>
    </context>
    <context>
        <name>lapidary::widgets::HistoryPanel</name>
        <message>
            <source>History</source>
            <translation>Verlauf</translation>
        </message>
        <message>
            <source>Steps of the plan</source>
            <translation>Schritte des Plans</translation>
        </message>
        <message>
            <source>Go to this step</source>
            <translation>Zu diesem Schritt gehen</translation>
        </message>
        <message>
            <source>Revert the selected sites to this step</source>
            <translation>Ausgewählte Stellen auf diesen Schritt zurücksetzen</translation>
        </message>
        <message>
            <source>Name this step…</source>
            <translation>Schritt benennen …</translation>
        </message>
        <message>
            <source>Shows only the steps that changed the settings of the site in focus.</source>
            <translation>Zeigt nur die Schritte, die Einstellungen der Stelle im Fokus geändert haben.</translation>
        </message>
        <message>
            <source>No model is open.</source>
            <translation>Kein Modell geöffnet.</translation>
        </message>
        <message>
            <source>Go there</source>
            <translation>Hingehen</translation>
        </message>
        <message>
            <source>Revert sites</source>
            <translation>Stellen zurück</translation>
        </message>
        <message>
            <source>Name…</source>
            <translation>Benennen …</translation>
        </message>
        <message>
            <source>&amp;Only the site in focus</source>
            <translation>&amp;Nur die Stelle im Fokus</translation>
        </message>
        <message>
            <source>&amp;Only %1</source>
            <translation>&amp;Nur %1</translation>
        </message>
    </context>
    <context>
        <name>lapidary::widgets::Inspector</name>
        <message>
            <source>no %1</source>
            <translation>ohne %1</translation>
        </message>
        <message>
            <source>&amp;Leave dense</source>
            <translation>&amp;Dicht lassen</translation>
        </message>
        <message>
            <source>&amp;Reset to inherited</source>
            <translation>&amp;Zurücksetzen</translation>
        </message>
        <message>
            <source>Inspector</source>
            <translation>Inspektor</translation>
        </message>
        <message>
            <source>The selected sites stay as they are, whatever preset, base and rules say.</source>
            <translation>Die ausgewählten Stellen bleiben, wie sie sind, was auch immer Vorlage, Basis und Regeln sagen.</translation>
        </message>
        <message>
            <source>Drops what was set by hand: the sites follow preset, base and rules again.</source>
            <translation>Verwirft, was von Hand gesetzt wurde: die Stellen folgen wieder Vorlage, Basis und Regeln.</translation>
        </message>
        <message>
            <source>leave dense</source>
            <translation>dicht lassen</translation>
        </message>
        <message>
            <source>no longer left dense</source>
            <translation>nicht mehr dicht lassen</translation>
        </message>
        <message>
            <source>reset to inherited</source>
            <translation>auf Geerbtes zurücksetzen</translation>
        </message>
        <message>
            <source>No model is open</source>
            <translation>Kein Modell geöffnet</translation>
        </message>
        <message>
            <source>Nothing is selected</source>
            <translation>Nichts ausgewählt</translation>
        </message>
        <message numerus="yes">
            <source>%n site(s) selected</source>
            <translation>
                <numerusform>%n Stelle ausgewählt</numerusform>
                <numerusform>%n Stellen ausgewählt</numerusform>
            </translation>
        </message>
        <message>
            <source>%1%2 weights
%3 as found, %4 after the plan: %5 bits per weight</source>
            <translation>%1%2 Gewichte
%3 wie vorgefunden, %4 nach dem Plan: %5 Bit pro Gewicht</translation>
        </message>
        <message numerus="yes">
            <source>%n site(s)</source>
            <translation>
                <numerusform>%n Stelle</numerusform>
                <numerusform>%n Stellen</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 on %2</source>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>Loc&amp;ked</source>
            <translation>&amp;Gesperrt</translation>
        </message>
        <message>
            <source>Edits of a selection leave locked sites as they are; so does what proposes a plan. Preset, base and rules go on to give what is not set by hand.</source>
            <translation>Änderungen einer Auswahl lassen gesperrte Stellen, wie sie sind; auch Planvorschläge tun das. Vorlage, Basis und Regeln geben weiter vor, was nicht von Hand gesetzt ist.</translation>
        </message>
        <message>
            <source>lock</source>
            <translation>sperren</translation>
        </message>
        <message>
            <source>unlock</source>
            <translation>entsperren</translation>
        </message>
    </context>
    <context>
        <name>lapidary::widgets::JobPanel</name>
        <message>
            <source>&amp;Measure the model…</source>
            <translation>Modell &amp;messen…</translation>
        </message>
        <message>
            <source>&amp;Compress by the plan…</source>
            <translation>Nach dem Plan &amp;komprimieren…</translation>
        </message>
        <message>
            <source>C&amp;ancel</source>
            <translation>&amp;Abbrechen</translation>
        </message>
        <message>
            <source>Go on from what is &amp;finished</source>
            <translation>Mit dem &amp;Fertigen weitermachen</translation>
        </message>
        <message>
            <source>Copy &amp;details</source>
            <translation>&amp;Einzelheiten kopieren</translation>
        </message>
        <message>
            <source>Run</source>
            <translation>Lauf</translation>
        </message>
        <message>
            <source>Progress</source>
            <translation>Fortschritt</translation>
        </message>
        <message>
            <source>Nothing is running</source>
            <translation>Es läuft nichts</translation>
        </message>
        <message>
            <source>%1 · step %2 of %3</source>
            <translation>%1 · Schritt %2 von %3</translation>
        </message>
        <message>
            <source>Waiting for the job before it</source>
            <translation>Wartet auf den Vorgang davor</translation>
        </message>
        <message>
            <source>Cancelling; what is finished is kept</source>
            <translation>Wird abgebrochen; Fertiges bleibt erhalten</translation>
        </message>
        <message>
            <source>✖ Failed: %1</source>
            <translation>✖ Fehlgeschlagen: %1</translation>
        </message>
        <message>
            <source>Cancelled. What was finished is kept.</source>
            <translation>Abgebrochen. Fertiges bleibt erhalten.</translation>
        </message>
        <message>
            <source>%1 gone</source>
            <translation>%1 vergangen</translation>
        </message>
        <message>
            <source>%1 gone, about %2 left in this step</source>
            <translation>%1 vergangen, etwa %2 bleiben in diesem Schritt</translation>
        </message>
        <message>
            <source>%1 gone, about %2 left</source>
            <translation>%1 vergangen, etwa %2 bleiben</translation>
        </message>
    </context>
    <context>
        <name>lapidary::widgets::KeysOverlay</name>
        <message>
            <source>Keys</source>
            <translation>Tasten</translation>
        </message>
        <message>
            <source>Keys of the view and of the window</source>
            <translation>Tasten der Ansicht und des Fensters</translation>
        </message>
        <message>
            <source>Esc or H puts this away. All commands and more: Ctrl+K.</source>
            <translation>Esc oder H blendet dies aus. Alle Befehle und mehr: Strg+K.</translation>
        </message>
    </context>
    <context>
        <name>lapidary::widgets::LayerMatrix</name>
        <message>
            <source>Layer matrix</source>
            <translation>Schichtmatrix</translation>
        </message>
        <message>
            <source>not measured</source>
            <translation>nicht gemessen</translation>
        </message>
        <message>
            <source>%1: %2 %3, %4</source>
            <translation>%1: %2 %3, %4</translation>
        </message>
        <message>
            <source>No model is open. Open a folder, a .gguf file or a project, or drop it here.</source>
            <translation>Kein Modell geöffnet. Einen Ordner, eine .gguf-Datei oder ein Projekt öffnen oder hierher ziehen.</translation>
        </message>
        <message>
            <source>Not measured.</source>
            <translation>Nicht gemessen.</translation>
        </message>
        <message>
            <source>Not measured. %1</source>
            <translation>Nicht gemessen. %1</translation>
        </message>
        <message>
            <source>(logarithmic)</source>
            <translation>(logarithmisch)</translation>
        </message>
        <message>
            <source>Blocks</source>
            <translation>Blöcke</translation>
        </message>
        <message>
            <source>Kinds of sites</source>
            <translation>Arten von Stellen</translation>
        </message>
        <message>
            <source>Arrow keys move, Shift extends, Space takes the site in or out. + and − move its setting by one notch; so does a drag on the glyph of a selected cell, or Ctrl and the wheel. [ and ] go to the same kind in the block before and after, P pins, Z zooms to the selection, A shows all, Enter shows experts one by one.</source>
            <translation>Pfeiltasten bewegen, Umschalt erweitert, Leertaste nimmt die Stelle auf oder heraus. + und − ändern ihre Einstellung um eine Stufe; ebenso Ziehen am Zeichen einer ausgewählten Zelle, oder Strg und das Mausrad. [ und ] führen zur selben Art im vorigen und nächsten Block, P heftet an, Z vergrößert die Auswahl, A zeigt alles, die Eingabetaste zeigt Experten einzeln.</translation>
        </message>
        <message>
            <source>block %1</source>
            <translation>Block %1</translation>
        </message>
        <message>
            <source>%1 of %2 measured</source>
            <translation>%1 von %2 gemessen</translation>
        </message>
        <message>
            <source>block %1, %2 × %3</source>
            <translation>Block %1, %2 × %3</translation>
        </message>
        <message>
            <source>%1 %2</source>
            <translation>%1 %2</translation>
        </message>
        <message>
            <source>%1 on average, %2 to %3</source>
            <translation>%1 im Mittel, %2 bis %3</translation>
        </message>
        <message>
            <source>the plan does not resolve</source>
            <translation>der Plan lässt sich nicht auflösen</translation>
        </message>
        <message>
            <source>treated differently</source>
            <translation>verschieden behandelt</translation>
        </message>
        <message>
            <source>locked</source>
            <translation>gesperrt</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>Plan: %1</source>
            <translation>Plan: %1</translation>
        </message>
        <message>
            <source>%1 → %2</source>
            <translation>%1 → %2</translation>
        </message>
        <message>
            <source>Locked: edits leave it as it is</source>
            <translation>Gesperrt: Änderungen lassen sie, wie sie ist</translation>
        </message>
        <message>
            <source>%1: nothing measured</source>
            <translation>%1: nichts gemessen</translation>
        </message>
        <message>
            <source>%1: geometric mean of %2 cells %3</source>
            <translation>%1: geometrisches Mittel von %2 Zellen %3</translation>
        </message>
        <message>
            <source>%1: mean of %2 cells %3</source>
            <translation>%1: Mittel von %2 Zellen %3</translation>
        </message>
        <message>
            <source>runtimes fuse all experts of a block</source>
            <translation>Laufzeiten verschmelzen alle Experten eines Blocks</translation>
        </message>
        <message>
            <source>fused with %1 in runtimes</source>
            <translation>in Laufzeiten mit %1 verschmolzen</translation>
        </message>
        <message>
            <source> and </source>
            <translation> und </translation>
        </message>
    </context>
    <context>
        <name>lapidary::widgets::LinkedPlot</name>
        <message>
            <source>Actions of the plot</source>
            <translation>Aktionen des Diagramms</translation>
        </message>
        <message>
            <source>Actions of the plot: %1</source>
            <translation>Aktionen des Diagramms: %1</translation>
        </message>
    </context>
    <context>
        <name>lapidary::widgets::LogView</name>
        <message>
            <source>note</source>
            <translation>Hinweis</translation>
        </message>
        <message>
            <source>warning</source>
            <translation>Warnung</translation>
        </message>
        <message>
            <source>error</source>
            <translation>Fehler</translation>
        </message>
        <message>
            <source>Log</source>
            <translation>Protokoll</translation>
        </message>
        <message>
            <source>Lines of the log</source>
            <translation>Zeilen des Protokolls</translation>
        </message>
        <message>
            <source>Nothing has happened yet.</source>
            <translation>Noch ist nichts geschehen.</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Kopieren</translation>
        </message>
        <message>
            <source>Copies the selected lines, or all</source>
            <translation>Kopiert die ausgewählten Zeilen oder alle</translation>
        </message>
        <message>
            <source>Save…</source>
            <translation>Speichern…</translation>
        </message>
        <message>
            <source>Clear</source>
            <translation>Leeren</translation>
        </message>
        <message numerus="yes">
            <source>%n lines</source>
            <translation>
                <numerusform>%n Zeile</numerusform>
                <numerusform>%n Zeilen</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>lapidary::widgets::LogitView</name>
        <message>
            <source>Principal components of the logits</source>
            <translation>Hauptkomponenten der Logits</translation>
        </message>
        <message>
            <source>Tokens that weigh most in the component</source>
            <translation>Token, die in der Komponente am schwersten wiegen</translation>
        </message>
        <message>
            <source>Token</source>
            <translation>Token</translation>
        </message>
        <message>
            <source>Loading</source>
            <translation>Ladung</translation>
        </message>
        <message>
            <source>Component %1: %2</source>
            <translation>Komponente %1: %2</translation>
        </message>
    </context>
    <context>
        <name>lapidary::widgets::MatrixLayout</name>
        <message>
            <source>%1 of experts</source>
            <translation>%1 der Experten</translation>
        </message>
    </context>
    <context>
        <name>lapidary::widgets::MatrixPanel</name>
        <message>
            <source>&amp;Metric</source>
            <translation>&amp;Metrik</translation>
        </message>
        <message>
            <source>Scale of the colours</source>
            <translation>Skala der Farben</translation>
        </message>
        <message>
            <source>linear</source>
            <translation>linear</translation>
        </message>
        <message>
            <source>logarithmic</source>
            <translation>logarithmisch</translation>
        </message>
        <message>
            <source>Limits of the colours</source>
            <translation>Grenzen der Farben</translation>
        </message>
        <message>
            <source>Where the colours begin and end. Values beyond have the colour of the limit; triangles in the legend say that there are some.</source>
            <translation>Wo die Farben beginnen und enden. Werte jenseits haben die Farbe der Grenze; Dreiecke in der Legende sagen, dass es welche gibt.</translation>
        </message>
        <message>
            <source>2 to 98 %</source>
            <translation>2 bis 98 %</translation>
        </message>
        <message>
            <source>all values</source>
            <translation>alle Werte</translation>
        </message>
        <message>
            <source>typed</source>
            <translation>eingegeben</translation>
        </message>
        <message>
            <source>Lower limit of the colours</source>
            <translation>Untere Grenze der Farben</translation>
        </message>
        <message>
            <source>Upper limit of the colours</source>
            <translation>Obere Grenze der Farben</translation>
        </message>
        <message>
            <source>Steps of equal size, or of equal ratio.</source>
            <translation>Schritte gleicher Größe oder gleichen Verhältnisses.</translation>
        </message>
        <message>
            <source>A difference may be negative: linear.</source>
            <translation>Eine Differenz kann negativ sein: linear.</translation>
        </message>
        <message>
            <source>Logarithmic only where all values are positive.</source>
            <translation>Logarithmisch nur, wo alle Werte positiv sind.</translation>
        </message>
    </context>
    <context>
        <name>lapidary::widgets::MetricBox</name>
        <message>
            <source>Metric of the layer matrix</source>
            <translation>Metrik der Schichtmatrix</translation>
        </message>
        <message>
            <source>Search: rank, error, size</source>
            <translation>Suchen: Rang, Fehler, Größe</translation>
        </message>
    </context>
    <context>
        <name>lapidary::widgets::ModelTree</name>
        <message>
            <source>Model</source>
            <translation>Modell</translation>
        </message>
        <message>
            <source>Filter of sites</source>
            <translation>Filter der Stellen</translation>
        </message>
        <message>
            <source>Filter: down, block 3, *.q</source>
            <translation>Filter: down, block 3, *.q</translation>
        </message>
        <message>
            <source>Text or a glob (* and ?) over the names of sites. Filters tree, table, matrix and plots.
/ comes here, Esc clears.</source>
            <translation>Text oder ein Muster (* und ?) über die Namen der Stellen. Filtert Baum, Tabelle, Matrix und Diagramme.
/ führt hierher, Esc leert.</translation>
        </message>
        <message>
            <source>Number of sites</source>
            <translation>Anzahl der Stellen</translation>
        </message>
        <message>
            <source>Sites of the model</source>
            <translation>Stellen des Modells</translation>
        </message>
        <message>
            <source>Clear filter</source>
            <translation>Filter leeren</translation>
        </message>
        <message>
            <source>[out, in]</source>
            <translation>[out, in]</translation>
        </message>
        <message>
            <source>size now</source>
            <translation>Größe jetzt</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <translation>%1 von %2</translation>
        </message>
        <message numerus="yes">
            <source>%n sites</source>
            <translation>
                <numerusform>%n Stelle</numerusform>
                <numerusform>%n Stellen</numerusform>
            </translation>
        </message>
        <message>
            <source>No model is open.</source>
            <translation>Kein Modell geöffnet.</translation>
        </message>
        <message>
            <source>0 of %1 match `%2`</source>
            <translation>0 von %1 passen zu `%2`</translation>
        </message>
        <message>
            <source>Filter by %1</source>
            <translation>Nach %1 filtern</translation>
        </message>
    </context>
    <context>
        <name>lapidary::widgets::NamedSets</name>
        <message>
            <source>set %1</source>
            <translation>Menge %1</translation>
        </message>
    </context>
    <context>
        <name>lapidary::widgets::PaletteModel</name>
        <message>
            <source>not now: %1</source>
            <translation>jetzt nicht: %1</translation>
        </message>
    </context>
    <context>
        <name>lapidary::widgets::ParameterField</name>
        <message>
            <source>
From %1 to %2.</source>
            <translation>
Von %1 bis %2.</translation>
        </message>
        <message>
            <source>
Without a value: %1.</source>
            <translation>
Ohne Wert: %1.</translation>
        </message>
        <message>
            <source>not given</source>
            <translation>ohne</translation>
        </message>
        <message>
            <source>not used</source>
            <translation>ungenutzt</translation>
        </message>
        <message>
            <source>yes</source>
            <translation>ja</translation>
        </message>
        <message>
            <source>no</source>
            <translation>nein</translation>
        </message>
    </context>
    <context>
        <name>lapidary::widgets::PlanCellDelegate</name>
        <message>
            <source>%1 of %2</source>
            <translation>%1 von %2</translation>
        </message>
    </context>
    <context>
        <name>lapidary::widgets::PlanTable</name>
        <message>
            <source>Plan</source>
            <translation>Plan</translation>
        </message>
        <message>
            <source>No model is open.</source>
            <translation>Kein Modell geöffnet.</translation>
        </message>
        <message>
            <source>Plan, one row a site</source>
            <translation>Plan, eine Zeile je Stelle</translation>
        </message>
        <message>
            <source>One notch up</source>
            <translation>Eine Stufe höher</translation>
        </message>
        <message>
            <source>One notch down</source>
            <translation>Eine Stufe tiefer</translation>
        </message>
        <message>
            <source>Skip on or off</source>
            <translation>Auslassen an oder aus</translation>
        </message>
        <message>
            <source>Reset to inherited</source>
            <translation>Auf Geerbtes zurücksetzen</translation>
        </message>
        <message>
            <source>Fill down</source>
            <translation>Nach unten ausfüllen</translation>
        </message>
        <message>
            <source>Copy rows</source>
            <translation>Zeilen kopieren</translation>
        </message>
        <message>
            <source>&amp;Apply</source>
            <translation>&amp;Anwenden</translation>
        </message>
        <message>
            <source>&amp;Discard</source>
            <translation>&amp;Verwerfen</translation>
        </message>
        <message>
            <source>Paste rows…</source>
            <translation>Zeilen einfügen …</translation>
        </message>
        <message>
            <source>Paste: %1</source>
            <translation>Einfügen: %1</translation>
        </message>
    </context>
    <context>
        <name>lapidary::widgets::PlotActions</name>
        <message>
            <source>Fit</source>
            <translation>Einpassen</translation>
        </message>
        <message>
            <source>Logarithmic y axis</source>
            <translation>Logarithmische y-Achse</translation>
        </message>
        <message>
            <source>Logarithmic x axis</source>
            <translation>Logarithmische x-Achse</translation>
        </message>
        <message>
            <source>Show as table</source>
            <translation>Als Tabelle zeigen</translation>
        </message>
        <message>
            <source>Describe in words</source>
            <translation>In Worten beschreiben</translation>
        </message>
        <message>
            <source>Line with what it was measured on</source>
            <translation>Zeile mit der Grundlage der Messung</translation>
        </message>
        <message>
            <source>Move the cut with the arrow keys	Enter</source>
            <translation>Schnitt mit den Pfeiltasten bewegen	Eingabe</translation>
        </message>
        <message>
            <source>Copy image</source>
            <translation>Bild kopieren</translation>
        </message>
        <message>
            <source>Copy data</source>
            <translation>Daten kopieren</translation>
        </message>
        <message>
            <source>Export…</source>
            <translation>Exportieren…</translation>
        </message>
        <message>
            <source>As picture (PNG)…</source>
            <translation>Als Bild (PNG)…</translation>
        </message>
        <message>
            <source>As drawing (SVG)…</source>
            <translation>Als Zeichnung (SVG)…</translation>
        </message>
        <message>
            <source>As PDF…</source>
            <translation>Als PDF…</translation>
        </message>
        <message>
            <source>As table (CSV)…</source>
            <translation>Als Tabelle (CSV)…</translation>
        </message>
        <message>
            <source>Export</source>
            <translation>Exportieren</translation>
        </message>
        <message>
            <source>Zoom to the selection</source>
            <translation>Auf die Auswahl zoomen</translation>
        </message>
        <message>
            <source>Zoom as before</source>
            <translation>Zoom wie vorher</translation>
        </message>
        <message>
            <source>Zoom as after</source>
            <translation>Zoom wie danach</translation>
        </message>
        <message>
            <source>Copy visible data</source>
            <translation>Sichtbare Daten kopieren</translation>
        </message>
    </context>
    <context>
        <name>lapidary::widgets::PlotTablePage</name>
        <message>
            <source>Numbers of the plot</source>
            <translation>Zahlen des Diagramms</translation>
        </message>
    </context>
    <context>
        <name>lapidary::widgets::PlotView</name>
        <message>
            <source>The plot in words</source>
            <translation>Das Diagramm in Worten</translation>
        </message>
        <message>
            <source>Image copied</source>
            <translation>Bild kopiert</translation>
        </message>
        <message>
            <source>Data copied</source>
            <translation>Daten kopiert</translation>
        </message>
        <message>
            <source>Written: %1</source>
            <translation>Geschrieben: %1</translation>
        </message>
        <message>
            <source>%1 was not written: choose a name that ends in .png, .svg, .pdf or .csv, in a folder that can be written to</source>
            <translation>%1 wurde nicht geschrieben: einen Namen wählen, der auf .png, .svg, .pdf oder .csv endet, in einem beschreibbaren Ordner</translation>
        </message>
        <message>
            <source>Export the plot</source>
            <translation>Diagramm exportieren</translation>
        </message>
        <message>
            <source>Pictures and tables (*.png *.svg *.pdf *.csv)</source>
            <translation>Bilder und Tabellen (*.png *.svg *.pdf *.csv)</translation>
        </message>
        <message>
            <source>Arrow keys move a cursor over the marks. T shows the numbers as a table, W the plot in words, A fits, L makes the y axis logarithmic.</source>
            <translation>Die Pfeiltasten bewegen eine Marke über die Werte. T zeigt die Zahlen als Tabelle, W das Diagramm in Worten, A passt ein, L macht die y-Achse logarithmisch.</translation>
        </message>
        <message>
            <source>Enter picks up the line “%1”: the arrow keys move it, Enter leaves it, Esc puts it back.</source>
            <translation>Die Eingabetaste nimmt die Linie „%1“ auf: die Pfeiltasten bewegen sie, die Eingabetaste lässt sie stehen, Esc stellt sie zurück.</translation>
        </message>
        <message>
            <source>Visible data copied</source>
            <translation>Sichtbare Daten kopiert</translation>
        </message>
    </context>
    <context>
        <name>lapidary::widgets::ProblemsModel</name>
        <message>
            <source>plan</source>
            <translation>Plan</translation>
        </message>
        <message>
            <source>severity</source>
            <translation>Schwere</translation>
        </message>
        <message>
            <source>place</source>
            <translation>Ort</translation>
        </message>
        <message>
            <source>problem</source>
            <translation>Problem</translation>
        </message>
    </context>
    <context>
        <name>lapidary::widgets::ProblemsView</name>
        <message>
            <source>Problems</source>
            <translation>Probleme</translation>
        </message>
        <message>
            <source>No problems</source>
            <translation>Keine Probleme</translation>
        </message>
        <message>
            <source>Problems of the plan</source>
            <translation>Probleme des Plans</translation>
        </message>
        <message>
            <source>no runtime in particular</source>
            <translation>keine bestimmte Laufzeit</translation>
        </message>
        <message>
            <source>vLLM (compressed-tensors)</source>
            <translation>vLLM (compressed-tensors)</translation>
        </message>
        <message>
            <source>llama.cpp (GGUF)</source>
            <translation>llama.cpp (GGUF)</translation>
        </message>
        <message>
            <source>transformers (compressed-tensors)</source>
            <translation>transformers (compressed-tensors)</translation>
        </message>
        <message>
            <source>Runtime that is to load the result</source>
            <translation>Laufzeit, die das Ergebnis laden soll</translation>
        </message>
        <message>
            <source>What this program cannot load of the plan's result is listed as a problem.</source>
            <translation>Was dieses Programm vom Ergebnis des Plans nicht laden kann, erscheint als Problem.</translation>
        </message>
        <message>
            <source>To be loaded &amp;by</source>
            <translation>Geladen &amp;von</translation>
        </message>
    </context>
    <context>
        <name>lapidary::widgets::ProfileView</name>
        <message>
            <source>Profile over the blocks</source>
            <translation>Profil über die Blöcke</translation>
        </message>
        <message>
            <source>Profile of</source>
            <translation>Profil von</translation>
        </message>
    </context>
    <context>
        <name>lapidary::widgets::SelectionKeys</name>
        <message>
            <source>[ and ] go to the same kind in the block before and after, P pins the site.</source>
            <translation>[ und ] führen zur selben Art im vorigen und nächsten Block, P heftet die Stelle an.</translation>
        </message>
    </context>
    <context>
        <name>lapidary::widgets::SensitivityView</name>
        <message>
            <source>Sensitivity curve</source>
            <translation>Empfindlichkeitskurve</translation>
        </message>
        <message>
            <source>Error over</source>
            <translation>Fehler über:</translation>
        </message>
        <message>
            <source>bits</source>
            <translation>Bit</translation>
        </message>
        <message>
            <source>zeros</source>
            <translation>Nullen</translation>
        </message>
        <message>
            <source>kept share</source>
            <translation>behaltener Anteil</translation>
        </message>
        <message numerus="yes">
            <source>%1 on %n site(s)</source>
            <translation>
                <numerusform>%1 auf %n Stelle</numerusform>
                <numerusform>%1 auf %n Stellen</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>lapidary::widgets::SetList</name>
        <message>
            <source>Named sets</source>
            <translation>Benannte Mengen</translation>
        </message>
        <message>
            <source>Name of the selected set</source>
            <translation>Name der gewählten Menge</translation>
        </message>
        <message>
            <source>Name of this set</source>
            <translation>Name dieser Menge</translation>
        </message>
        <message>
            <source>Enter keeps the selection under this name, Esc does not.</source>
            <translation>Die Eingabetaste merkt die Auswahl unter diesem Namen, Esc nicht.</translation>
        </message>
        <message>
            <source>Take back</source>
            <translation>Zurücknehmen</translation>
        </message>
        <message>
            <source>Named sets of sites</source>
            <translation>Benannte Mengen von Stellen</translation>
        </message>
        <message>
            <source>Select	Enter</source>
            <translation>Auswählen	Eingabe</translation>
        </message>
        <message>
            <source>Add to the selection</source>
            <translation>Zur Auswahl hinzufügen</translation>
        </message>
        <message>
            <source>Rename	F2</source>
            <translation>Umbenennen	F2</translation>
        </message>
        <message>
            <source>Delete	Del</source>
            <translation>Löschen	Entf</translation>
        </message>
        <message numerus="yes">
            <source>%n site(s)</source>
            <translation>
                <numerusform>%n Stelle</numerusform>
                <numerusform>%n Stellen</numerusform>
            </translation>
        </message>
        <message>
            <source>“%1” is deleted</source>
            <translation>„%1“ ist gelöscht</translation>
        </message>
    </context>
    <context>
        <name>lapidary::widgets::SettingsText</name>
        <message numerus="yes">
            <source>%n bit(s)</source>
            <translation>
                <numerusform>%n Bit</numerusform>
                <numerusform>%n Bit</numerusform>
            </translation>
        </message>
        <message>
            <source>%1, one scale</source>
            <translation>%1, eine Skalierung</translation>
        </message>
        <message>
            <source>%1, group %2</source>
            <translation>%1, Gruppe %2</translation>
        </message>
        <message>
            <source>%1, per row</source>
            <translation>%1, je Zeile</translation>
        </message>
        <message>
            <source>rank %1 of full</source>
            <translation>Rang %1 des vollen</translation>
        </message>
        <message>
            <source>rank %1</source>
            <translation>Rang %1</translation>
        </message>
        <message>
            <source>%1 of the weights kept</source>
            <translation>%1 der Gewichte behalten</translation>
        </message>
        <message>
            <source>%1 of the energy kept</source>
            <translation>%1 der Energie behalten</translation>
        </message>
        <message>
            <source>low rank</source>
            <translation>niedriger Rang</translation>
        </message>
        <message>
            <source>pruned</source>
            <translation>ausgedünnt</translation>
        </message>
        <message>
            <source>%1 zeros</source>
            <translation>%1 Nullen</translation>
        </message>
        <message>
            <source>%1:%2 kept</source>
            <translation>%1:%2 behalten</translation>
        </message>
        <message>
            <source>adapter of %1</source>
            <translation>Adapter, %1</translation>
        </message>
        <message>
            <source>compressed</source>
            <translation>komprimiert</translation>
        </message>
        <message>
            <source>left dense</source>
            <translation>dicht gelassen</translation>
        </message>
        <message>
            <source>%1 (%2)</source>
            <translation>%1 (%2)</translation>
        </message>
        <message>
            <source>dense</source>
            <translation>dicht</translation>
        </message>
    </context>
    <context>
        <name>lapidary::widgets::SiteMetric</name>
        <message>
            <source>Run &gt; Measure the model (Ctrl+M) shows it.</source>
            <translation>Lauf &gt; Modell messen (Strg+M) zeigt es.</translation>
        </message>
        <message>
            <source>Relative error of the site's output on the calibration text, if this site alone is compressed so.</source>
            <translation>Relativer Fehler des Ausgangs der Stelle auf dem Kalibriertext, wenn nur diese Stelle so komprimiert wird.</translation>
        </message>
        <message>
            <source>Output error at 4 bits</source>
            <translation>Ausgangsfehler bei 4 Bit</translation>
        </message>
        <message>
            <source>Output error at 3 bits</source>
            <translation>Ausgangsfehler bei 3 Bit</translation>
        </message>
        <message>
            <source>Output error at 2 bits</source>
            <translation>Ausgangsfehler bei 2 Bit</translation>
        </message>
        <message>
            <source>Output error at 2:4 sparsity</source>
            <translation>Ausgangsfehler bei 2:4-Ausdünnung</translation>
        </message>
        <message>
            <source>Output error at 50 % sparsity</source>
            <translation>Ausgangsfehler bei 50 % Nullen</translation>
        </message>
        <message>
            <source>Measured divergence of the model</source>
            <translation>Gemessene Divergenz des Modells</translation>
        </message>
        <message>
            <source>nats</source>
            <translation>nat</translation>
        </message>
        <message>
            <source>Largest KL divergence measured with this site alone compressed.</source>
            <translation>Größte KL-Divergenz, gemessen, während nur diese Stelle komprimiert ist.</translation>
        </message>
        <message>
            <source>Measure with true divergence shows it.</source>
            <translation>Messen mit echter Divergenz zeigt es.</translation>
        </message>
        <message>
            <source>Effective rank</source>
            <translation>Effektiver Rang</translation>
        </message>
        <message>
            <source>% of full</source>
            <translation>% des vollen</translation>
        </message>
        <message>
            <source>Rank at 99 % energy</source>
            <translation>Rang bei 99 % Energie</translation>
        </message>
        <message>
            <source>Directions that hold 99 % of the squared singular values of the weight.</source>
            <translation>Richtungen, die 99 % der quadrierten Singulärwerte der Gewichtsmatrix halten.</translation>
        </message>
        <message>
            <source>Rank at 99 % energy, with inputs</source>
            <translation>Rang bei 99 % Energie, mit Eingängen</translation>
        </message>
        <message>
            <source>The same of the weight times the root of its inputs' second moment: what low rank must keep.</source>
            <translation>Dasselbe für die Gewichtsmatrix mal der Wurzel des zweiten Moments ihrer Eingänge: was niedriger Rang behalten muss.</translation>
        </message>
        <message>
            <source>Outlier channels of the input</source>
            <translation>Ausreißerkanäle des Eingangs</translation>
        </message>
        <message>
            <source>%</source>
            <translation>%</translation>
        </message>
        <message>
            <source>Share of input channels whose largest absolute value exceeds 6 times the median channel's.</source>
            <translation>Anteil der Eingangskanäle, deren größter Betrag das 6-Fache des mittleren Kanals übersteigt.</translation>
        </message>
        <message>
            <source>Largest input channel over the median</source>
            <translation>Größter Eingangskanal zum Median</translation>
        </message>
        <message>
            <source>times</source>
            <translation>-fach</translation>
        </message>
        <message>
            <source>How far the strongest input channel stands out.</source>
            <translation>Wie weit der stärkste Eingangskanal herausragt.</translation>
        </message>
        <message>
            <source>Size now</source>
            <translation>Größe jetzt</translation>
        </message>
        <message>
            <source>MB</source>
            <translation>MB</translation>
        </message>
        <message>
            <source>Bytes in the checkpoint as found.</source>
            <translation>Bytes im Checkpoint wie vorgefunden.</translation>
        </message>
        <message>
            <source>Bits per weight after the plan</source>
            <translation>Bit pro Gewicht nach dem Plan</translation>
        </message>
        <message>
            <source>bits</source>
            <translation>Bit</translation>
        </message>
        <message>
            <source>Stored bytes of the site under the plan, over its weights.</source>
            <translation>Gespeicherte Bytes der Stelle nach dem Plan, durch die Zahl ihrer Gewichte.</translation>
        </message>
        <message>
            <source>The plan does not resolve: see Problems.</source>
            <translation>Der Plan lässt sich nicht auflösen: siehe Probleme.</translation>
        </message>
        <message>
            <source>Output error of the run</source>
            <translation>Ausgangsfehler des Laufs</translation>
        </message>
        <message>
            <source>Relative error of the site's output in the run that is compared.</source>
            <translation>Relativer Fehler des Ausgangs der Stelle im verglichenen Lauf.</translation>
        </message>
        <message>
            <source>Run &gt; Compress shows it.</source>
            <translation>Lauf &gt; Komprimieren zeigt es.</translation>
        </message>
        <message>
            <source>Signal over quantization noise of the site's output: 6 dB more halve the error. More is better.</source>
            <translation>Signal zu Quantisierungsrauschen am Ausgang der Stelle: 6 dB mehr halbieren den Fehler. Mehr ist besser.</translation>
        </message>
        <message>
            <source>SQNR at 4 bits</source>
            <translation>SQNR bei 4 Bit</translation>
        </message>
        <message>
            <source>dB</source>
            <translation>dB</translation>
        </message>
        <message>
            <source>SQNR at 3 bits</source>
            <translation>SQNR bei 3 Bit</translation>
        </message>
        <message>
            <source>SQNR at 2 bits</source>
            <translation>SQNR bei 2 Bit</translation>
        </message>
        <message>
            <source>Exponential of the entropy of the normalised singular values: how many directions share the weight. Low: low rank works.</source>
            <translation>Exponential der Entropie der normierten Singulärwerte: wie viele Richtungen sich die Gewichtsmatrix teilen. Klein: niedriger Rang geht gut.</translation>
        </message>
        <message>
            <source>Stable rank</source>
            <translation>Stabiler Rang</translation>
        </message>
        <message>
            <source>Squared Frobenius norm over the squared largest singular value: how far one direction outweighs the rest. 1: a single direction.</source>
            <translation>Quadrat der Frobeniusnorm durch das Quadrat des größten Singulärwerts: wie weit eine Richtung den Rest überwiegt. 1: eine einzige Richtung.</translation>
        </message>
        <message>
            <source>Power-law exponent of the spectrum</source>
            <translation>Potenzgesetz-Exponent des Spektrums</translation>
        </message>
        <message>
            <source>Exponent of the tail of the squared singular values. About 2 to 4: heavy tail, a site that learned much; large: close to random.</source>
            <translation>Exponent des Ausläufers der quadrierten Singulärwerte. Etwa 2 bis 4: schwerer Ausläufer, eine Stelle, die viel gelernt hat; groß: dem Zufall nahe.</translation>
        </message>
        <message>
            <source>Share of the model's size</source>
            <translation>Anteil an der Größe des Modells</translation>
        </message>
        <message>
            <source>Bytes of the site over those of the whole model, as found: where saving pays.</source>
            <translation>Bytes der Stelle durch die des ganzen Modells, wie vorgefunden: wo Sparen lohnt.</translation>
        </message>
        <message>
            <source>Size after the plan</source>
            <translation>Größe nach dem Plan</translation>
        </message>
        <message>
            <source>Exact bytes under the plan.</source>
            <translation>Genaue Bytes nach dem Plan.</translation>
        </message>
        <message>
            <source>Saved by the plan</source>
            <translation>Vom Plan gespart</translation>
        </message>
        <message>
            <source>Size now less size after. Negative: the plan makes the site larger.</source>
            <translation>Größe jetzt minus Größe danach. Negativ: der Plan macht die Stelle größer.</translation>
        </message>
        <message>
            <source>No site has such settings in the plan.</source>
            <translation>Keine Stelle hat im Plan solche Einstellungen.</translation>
        </message>
        <message>
            <source>Bits of the grid</source>
            <translation>Bits des Gitters</translation>
        </message>
        <message>
            <source>Bits of one code under the plan, without scales and zero points.</source>
            <translation>Bits eines Codes nach dem Plan, ohne Skalierungen und Nullpunkte.</translation>
        </message>
        <message>
            <source>Zeros by the plan</source>
            <translation>Nullen durch den Plan</translation>
        </message>
        <message>
            <source>Share of the weights that the plan sets to zero.</source>
            <translation>Anteil der Gewichte, die der Plan auf null setzt.</translation>
        </message>
        <message>
            <source>Kept rank by the plan</source>
            <translation>Vom Plan behaltener Rang</translation>
        </message>
        <message>
            <source>Rank of the two factors under the plan, over the full rank of the weight.</source>
            <translation>Rang der zwei Faktoren nach dem Plan, durch den vollen Rang der Gewichtsmatrix.</translation>
        </message>
        <message>
            <source>SQNR of the run</source>
            <translation>SQNR des Laufs</translation>
        </message>
        <message>
            <source>Signal over noise of the site's output in the run that is compared. More is better.</source>
            <translation>Signal zu Rauschen am Ausgang der Stelle im verglichenen Lauf. Mehr ist besser.</translation>
        </message>
        <message>
            <source>Compress with “measure the result”, and choose the run under Before and after.</source>
            <translation>Mit „Ergebnis messen“ komprimieren und den Lauf unter Vorher und nachher wählen.</translation>
        </message>
        <message>
            <source>The run's output (B) less the dense model (A). Blue: less than before, vermillion: more.</source>
            <translation>Das Ergebnis des Laufs (B) minus das dichte Modell (A). Blau: weniger als vorher, Zinnober: mehr.</translation>
        </message>
        <message>
            <source>B − A: effective rank</source>
            <translation>B − A: effektiver Rang</translation>
        </message>
        <message>
            <source>B − A: rank at 99 % energy</source>
            <translation>B − A: Rang bei 99 % Energie</translation>
        </message>
        <message>
            <source>B − A: rank at 99 % energy, with inputs</source>
            <translation>B − A: Rang bei 99 % Energie, mit Eingängen</translation>
        </message>
        <message>
            <source>B − A: stable rank</source>
            <translation>B − A: stabiler Rang</translation>
        </message>
        <message>
            <source>B − A: power-law exponent</source>
            <translation>B − A: Potenzgesetz-Exponent</translation>
        </message>
        <message>
            <source>B − A: outlier channels of the input</source>
            <translation>B − A: Ausreißerkanäle des Eingangs</translation>
        </message>
        <message>
            <source>B − A: largest input channel over the median</source>
            <translation>B − A: größter Eingangskanal zum Median</translation>
        </message>
        <message>
            <source>Sensitivity</source>
            <translation>Empfindlichkeit</translation>
        </message>
        <message>
            <source>Weights</source>
            <translation>Gewichte</translation>
        </message>
        <message>
            <source>Inputs</source>
            <translation>Eingänge</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Größe</translation>
        </message>
        <message>
            <source>Plan</source>
            <translation>Plan</translation>
        </message>
        <message>
            <source>Run</source>
            <translation>Lauf</translation>
        </message>
        <message>
            <source>Difference of the run (B) to the dense model (A)</source>
            <translation>Differenz des Laufs (B) zum dichten Modell (A)</translation>
        </message>
        <message>
            <source>%1 [%2]</source>
            <translation>%1 [%2]</translation>
        </message>
    </context>
    <context>
        <name>lapidary::widgets::SiteTreeModel</name>
        <message>
            <source>site</source>
            <translation>Stelle</translation>
        </message>
        <message>
            <source>treatment</source>
            <translation>Behandlung</translation>
        </message>
        <message>
            <source>[out, in]</source>
            <translation>[out, in]</translation>
        </message>
        <message>
            <source>size now</source>
            <translation>Größe jetzt</translation>
        </message>
        <message>
            <source>block %1</source>
            <translation>Block %1</translation>
        </message>
        <message>
            <source>treated differently</source>
            <translation>verschieden behandelt</translation>
        </message>
        <message>
            <source>unknown: the plan does not resolve</source>
            <translation>unbekannt: der Plan lässt sich nicht auflösen</translation>
        </message>
        <message numerus="yes">
            <source>block %1: %n sites; a click selects them all</source>
            <translation>
                <numerusform>Block %1: %n Stelle; ein Klick wählt alle aus</numerusform>
                <numerusform>Block %1: %n Stellen; ein Klick wählt alle aus</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>lapidary::widgets::SpectrumView</name>
        <message>
            <source>Rank spectrum</source>
            <translation>Rangspektrum</translation>
        </message>
        <message>
            <source>Spectrum of</source>
            <translation>Spektrum:</translation>
        </message>
        <message>
            <source>weights</source>
            <translation>Gewichte</translation>
        </message>
        <message>
            <source>weights × activations</source>
            <translation>Gewichte × Eingänge</translation>
        </message>
        <message numerus="yes">
            <source>rank %1 on %n site(s)</source>
            <translation>
                <numerusform>Rang %1 auf %n Stelle</numerusform>
                <numerusform>Rang %1 auf %n Stellen</numerusform>
            </translation>
        </message>
        <message>
            <source>as</source>
            <translation>als</translation>
        </message>
        <message>
            <source>σ over i</source>
            <translation>σ über i</translation>
        </message>
        <message>
            <source>σ over i / r_max</source>
            <translation>σ über i / r_max</translation>
        </message>
        <message>
            <source>density of λ</source>
            <translation>Dichte von λ</translation>
        </message>
    </context>
    <context>
        <name>lapidary::widgets::TradeoffView</name>
        <message>
            <source>Trade-off of size and loss</source>
            <translation>Abwägung von Größe und Verlust</translation>
        </message>
        <message>
            <source>Size in</source>
            <translation>Größe in</translation>
        </message>
        <message>
            <source>MB</source>
            <translation>MB</translation>
        </message>
        <message>
            <source>bits per weight</source>
            <translation>Bit pro Gewicht</translation>
        </message>
        <message>
            <source>loss</source>
            <translation>Verlust</translation>
        </message>
        <message>
            <source>KL divergence</source>
            <translation>KL-Divergenz</translation>
        </message>
        <message>
            <source>perplexity</source>
            <translation>Perplexität</translation>
        </message>
        <message>
            <source> MB</source>
            <translation> MB</translation>
        </message>
        <message>
            <source>none</source>
            <translation>keine</translation>
        </message>
        <message>
            <source>budget</source>
            <translation>Budget</translation>
        </message>
        <message>
            <source>&amp;Compare as B</source>
            <translation>Als &amp;B vergleichen</translation>
        </message>
        <message>
            <source>&amp;Load its plan</source>
            <translation>Seinen &amp;Plan laden</translation>
        </message>
    </context>
    <context>
        <name>lapidary::widgets::Treatment</name>
        <message>
            <source>dense</source>
            <translation>dicht</translation>
        </message>
        <message>
            <source>quantized</source>
            <translation>quantisiert</translation>
        </message>
        <message>
            <source>pruned</source>
            <translation>ausgedünnt</translation>
        </message>
        <message>
            <source>low rank</source>
            <translation>niedriger Rang</translation>
        </message>
        <message>
            <source>combined</source>
            <translation>kombiniert</translation>
        </message>
    </context>
    <context>
        <name>lapidary::window::CompressDialog</name>
        <message>
            <source>Compress by the plan</source>
            <translation>Nach dem Plan komprimieren</translation>
        </message>
        <message>
            <source>&amp;Compress</source>
            <translation>&amp;Komprimieren</translation>
        </message>
        <message>
            <source>Folder to make</source>
            <translation>Neuer Ordner</translation>
        </message>
        <message>
            <source>&amp;Folder to make</source>
            <translation>&amp;Neuer Ordner</translation>
        </message>
        <message>
            <source>Format</source>
            <translation>Format</translation>
        </message>
        <message>
            <source>Calibration &amp;text</source>
            <translation>Kalibrier&amp;text</translation>
        </message>
        <message>
            <source>Calibration text</source>
            <translation>Kalibriertext</translation>
        </message>
        <message>
            <source>&amp;Windows</source>
            <translation>&amp;Fenster</translation>
        </message>
        <message>
            <source>How many pieces of the text methods see that need inputs.</source>
            <translation>Wie viele Stücke des Textes die Methoden sehen, die Eingänge brauchen.</translation>
        </message>
        <message>
            <source>To&amp;kens a window</source>
            <translation>T&amp;oken je Fenster</translation>
        </message>
        <message>
            <source>At most the model's context.</source>
            <translation>Höchstens der Kontext des Modells.</translation>
        </message>
        <message>
            <source>Meas&amp;ure the result on it, so that plots show both</source>
            <translation>Ergebnis darauf &amp;messen, damit Diagramme beide zeigen</translation>
        </message>
        <message>
            <source>&amp;Evaluate before and after</source>
            <translation>&amp;Vorher und nachher auswerten</translation>
        </message>
        <message>
            <source>E&amp;valuation text</source>
            <translation>A&amp;uswertungstext</translation>
        </message>
        <message>
            <source>Evaluation text</source>
            <translation>Auswertungstext</translation>
        </message>
        <message>
            <source>Folder to make: name one that does not exist.</source>
            <translation>Neuer Ordner: einen nennen, den es noch nicht gibt.</translation>
        </message>
        <message>
            <source>Folder to make: %1 exists and is not empty; nothing is ever written over.</source>
            <translation>Neuer Ordner: %1 existiert und ist nicht leer; nichts wird je überschrieben.</translation>
        </message>
        <message>
            <source>At least one window of two tokens is needed.</source>
            <translation>Mindestens ein Fenster mit zwei Token ist nötig.</translation>
        </message>
    </context>
    <context>
        <name>lapidary::window::DisclosureBox</name>
        <message>
            <source>Learn</source>
            <translation>Lernen</translation>
        </message>
        <message>
            <source>Standard</source>
            <translation>Standard</translation>
        </message>
        <message>
            <source>Expert</source>
            <translation>Experte</translation>
        </message>
        <message>
            <source>Level of detail</source>
            <translation>Detailstufe</translation>
        </message>
        <message>
            <source>Which settings of a method are shown: Learn has bits, sparsity and rank, Standard what most need, Expert all. What was set is shown at any level.</source>
            <translation>Welche Einstellungen einer Methode zu sehen sind: „Lernen“ hat Bit, Anteil der Nullen und Rang, „Standard“, was die meisten brauchen, „Experte“ alle. Was gesetzt wurde, ist auf jeder Stufe zu sehen.</translation>
        </message>
    </context>
    <context>
        <name>lapidary::window::Document</name>
        <message>
            <source>%1 is another model than the one that this project was measured on, %2. Locate that one, or open %1 by itself.</source>
            <translation>%1 ist ein anderes Modell als das, an dem dieses Projekt gemessen wurde, %2. Jenes suchen, oder %1 für sich öffnen.</translation>
        </message>
        <message>
            <source>preset %1</source>
            <translation>Vorlage %1</translation>
        </message>
        <message>
            <source>plan from %1</source>
            <translation>Plan aus %1</translation>
        </message>
        <message numerus="yes">
            <source>%n site(s) change, </source>
            <translation>
                <numerusform>%n Stelle ändert sich, </numerusform>
                <numerusform>%n Stellen ändern sich, </numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n locked one(s) stay as they are.</source>
            <translation>
                <numerusform>%n gesperrte bleibt, wie sie ist.</numerusform>
                <numerusform>%n gesperrte bleiben, wie sie sind.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n site(s)</source>
            <translation>
                <numerusform>%n Stelle</numerusform>
                <numerusform>%n Stellen</numerusform>
            </translation>
        </message>
        <message>
            <source>revert %1 to step %2</source>
            <translation>%1 auf Schritt %2 zurücksetzen</translation>
        </message>
        <message>
            <source>Step %1 has no name any more</source>
            <translation>Schritt %1 hat keinen Namen mehr</translation>
        </message>
        <message>
            <source>“%1” is step %2 now</source>
            <translation>„%1“ ist jetzt Schritt %2</translation>
        </message>
        <message>
            <source>Step %1 is called “%2” now</source>
            <translation>Schritt %1 heißt jetzt „%2“</translation>
        </message>
        <message>
            <source>Step %1 is called “%2”</source>
            <translation>Schritt %1 heißt „%2“</translation>
        </message>
    </context>
    <context>
        <name>lapidary::window::FirstSteps</name>
        <message>
            <source>Look at a layer</source>
            <translation>Eine Schicht ansehen</translation>
        </message>
        <message>
            <source>Click a cell of the layer matrix, or go with the arrow keys: every view follows.</source>
            <translation>Klicken Sie in der Schichtmatrix auf eine Zelle oder gehen Sie mit den Pfeiltasten: Alle Ansichten folgen.</translation>
        </message>
        <message>
            <source>Take a preset</source>
            <translation>Eine Vorlage nehmen</translation>
        </message>
        <message>
            <source>Menu Plan &gt; Preset, for example w4-g64: the bar above shows the new size.</source>
            <translation>Menü Plan &gt; Vorlage, zum Beispiel w4-g64: Die Leiste oben zeigt die neue Größe.</translation>
        </message>
        <message>
            <source>Change one site by hand</source>
            <translation>Eine Stelle von Hand ändern</translation>
        </message>
        <message>
            <source>Select it, then use the inspector, + and −, or drag the line in a plot.</source>
            <translation>Wählen Sie sie aus, dann im Inspektor, mit + und − oder durch Ziehen der Linie in einem Diagramm.</translation>
        </message>
        <message>
            <source>Set a target size</source>
            <translation>Eine Zielgröße setzen</translation>
        </message>
        <message>
            <source>In the bar above; it says what is missing and what can be reached.</source>
            <translation>In der Leiste oben; sie sagt, was fehlt und was erreichbar ist.</translation>
        </message>
        <message>
            <source>Take a step back</source>
            <translation>Einen Schritt zurücknehmen</translation>
        </message>
        <message>
            <source>Ctrl+Z, or any step in the History dock. Everything can be undone.</source>
            <translation>Strg+Z oder ein beliebiger Schritt im Verlauf. Alles lässt sich rückgängig machen.</translation>
        </message>
        <message>
            <source>Compress</source>
            <translation>Komprimieren</translation>
        </message>
        <message>
            <source>Menu Run &gt; Compress by the plan: then see before and after.</source>
            <translation>Menü Lauf &gt; Nach dem Plan komprimieren: danach Vorher und Nachher ansehen.</translation>
        </message>
    </context>
    <context>
        <name>lapidary::window::Headless</name>
        <message>
            <source>not opened: %1</source>
            <translation>nicht geöffnet: %1</translation>
        </message>
        <message>
            <source>%1 could not be written</source>
            <translation>%1 konnte nicht geschrieben werden</translation>
        </message>
    </context>
    <context>
        <name>lapidary::window::JobDialog</name>
        <message>
            <source>Text files (*.txt *.utf8 *.md *.raw)</source>
            <translation>Textdateien (*.txt *.utf8 *.md *.raw)</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>Alle Dateien (*)</translation>
        </message>
        <message>
            <source>%1: choose a text file.</source>
            <translation>%1: eine Textdatei wählen.</translation>
        </message>
        <message>
            <source>%1: %2 is no file.</source>
            <translation>%1: %2 ist keine Datei.</translation>
        </message>
    </context>
    <context>
        <name>lapidary::window::KeysOfView</name>
        <message>
            <source>This view</source>
            <translation>Diese Ansicht</translation>
        </message>
    </context>
    <context>
        <name>lapidary::window::MainWindow</name>
        <message>
            <source>Model</source>
            <translation>Modell</translation>
        </message>
        <message>
            <source>Inspector</source>
            <translation>Inspektor</translation>
        </message>
        <message>
            <source>Plan</source>
            <translation>Plan</translation>
        </message>
        <message>
            <source>Run</source>
            <translation>Lauf</translation>
        </message>
        <message>
            <source>Before and after</source>
            <translation>Vorher und nachher</translation>
        </message>
        <message>
            <source>Problems</source>
            <translation>Probleme</translation>
        </message>
        <message>
            <source>Log</source>
            <translation>Protokoll</translation>
        </message>
        <message>
            <source>device: auto</source>
            <translation>Gerät: auto</translation>
        </message>
        <message>
            <source>Not opened: %1</source>
            <translation>Nicht geöffnet: %1</translation>
        </message>
        <message>
            <source>The model of this project is %1</source>
            <translation>Das Modell dieses Projekts ist %1</translation>
        </message>
        <message>
            <source>The project is kept in %1 from here on</source>
            <translation>Das Projekt liegt von jetzt an in %1</translation>
        </message>
        <message>
            <source>A job is running: cancel it before you open another model.</source>
            <translation>Ein Vorgang läuft: erst abbrechen, dann ein anderes Modell öffnen.</translation>
        </message>
        <message>
            <source>Opening %1</source>
            <translation>%1 wird geöffnet</translation>
        </message>
        <message>
            <source>--select: there is no site %1</source>
            <translation>--select: es gibt keine Stelle %1</translation>
        </message>
        <message>
            <source>%1 is open</source>
            <translation>%1 ist geöffnet</translation>
        </message>
        <message>
            <source>%1 – Lapidary</source>
            <translation>%1 – Lapidary</translation>
        </message>
        <message>
            <source>Lapidary</source>
            <translation>Lapidary</translation>
        </message>
        <message>
            <source>%1: %2 % of step %3 of %4</source>
            <translation>%1: %2 % von Schritt %3 von %4</translation>
        </message>
        <message>
            <source>%1: %2 %</source>
            <translation>%1: %2 %</translation>
        </message>
        <message>
            <source>Stopping the job; what is finished is kept</source>
            <translation>Vorgang wird angehalten; Fertiges bleibt erhalten</translation>
        </message>
        <message>
            <source>Open a model file or a project</source>
            <translation>Modelldatei oder Projekt öffnen</translation>
        </message>
        <message>
            <source>Open a model folder</source>
            <translation>Modellordner öffnen</translation>
        </message>
        <message>
            <source>Models and projects (*.gguf *.lapidary)</source>
            <translation>Modelle und Projekte (*.gguf *.lapidary)</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>Alle Dateien (*)</translation>
        </message>
        <message>
            <source>Locate the model: its .gguf file, or the config.json of its folder</source>
            <translation>Modell suchen: seine .gguf-Datei oder die config.json seines Ordners</translation>
        </message>
        <message>
            <source>Models (*.gguf config.json)</source>
            <translation>Modelle (*.gguf config.json)</translation>
        </message>
        <message>
            <source>Save the log</source>
            <translation>Protokoll speichern</translation>
        </message>
        <message>
            <source>Texts (*.log *.txt)</source>
            <translation>Texte (*.log *.txt)</translation>
        </message>
        <message>
            <source>The log is written to %1</source>
            <translation>Das Protokoll steht in %1</translation>
        </message>
        <message>
            <source>Save the project as</source>
            <translation>Projekt speichern unter</translation>
        </message>
        <message>
            <source>Lapidary projects (*.lapidary)</source>
            <translation>Lapidary-Projekte (*.lapidary)</translation>
        </message>
        <message>
            <source>Import a plan</source>
            <translation>Plan importieren</translation>
        </message>
        <message>
            <source>Plans (*.json)</source>
            <translation>Pläne (*.json)</translation>
        </message>
        <message>
            <source>The plan %1 is in force</source>
            <translation>Der Plan %1 gilt jetzt</translation>
        </message>
        <message>
            <source>Export the plan</source>
            <translation>Plan exportieren</translation>
        </message>
        <message>
            <source>The plan is written to %1</source>
            <translation>Der Plan steht in %1</translation>
        </message>
        <message>
            <source>The plan does not resolve: %1</source>
            <translation>Der Plan lässt sich nicht auflösen: %1</translation>
        </message>
        <message numerus="yes">
            <source>leave %n site(s) dense</source>
            <translation>
                <numerusform>%n Stelle dicht lassen</numerusform>
                <numerusform>%n Stellen dicht lassen</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>reset %n site(s)</source>
            <translation>
                <numerusform>%n Stelle zurücksetzen</numerusform>
                <numerusform>%n Stellen zurücksetzen</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 notch on %n site(s)</source>
            <translation>
                <numerusform>%1 Stufe auf %n Stelle</numerusform>
                <numerusform>%1 Stufe auf %n Stellen</numerusform>
            </translation>
        </message>
        <message>
            <source>&amp;File</source>
            <translation>&amp;Datei</translation>
        </message>
        <message>
            <source>&amp;Open a file…</source>
            <translation>Datei ö&amp;ffnen…</translation>
        </message>
        <message>
            <source>Open a model &amp;folder…</source>
            <translation>Modell&amp;ordner öffnen…</translation>
        </message>
        <message>
            <source>Open &amp;recent</source>
            <translation>&amp;Zuletzt geöffnet</translation>
        </message>
        <message>
            <source>Open the &amp;built-in model</source>
            <translation>E&amp;ingebautes Modell öffnen</translation>
        </message>
        <message>
            <source>Open the sa&amp;mple project: SmolLM2-135M, measured</source>
            <translation>Beispielpro&amp;jekt öffnen: SmolLM2-135M, gemessen</translation>
        </message>
        <message>
            <source>&amp;Locate the model…</source>
            <translation>&amp;Modell suchen…</translation>
        </message>
        <message>
            <source>&amp;Save the project as…</source>
            <translation>Projekt &amp;speichern unter…</translation>
        </message>
        <message>
            <source>&amp;Import a plan…</source>
            <translation>Plan im&amp;portieren…</translation>
        </message>
        <message>
            <source>&amp;Export the plan…</source>
            <translation>Plan &amp;exportieren…</translation>
        </message>
        <message>
            <source>&amp;Quit</source>
            <translation>&amp;Beenden</translation>
        </message>
        <message>
            <source>&amp;Edit</source>
            <translation>&amp;Bearbeiten</translation>
        </message>
        <message>
            <source>&amp;Undo</source>
            <translation>&amp;Rückgängig</translation>
        </message>
        <message>
            <source>&amp;Redo</source>
            <translation>&amp;Wiederholen</translation>
        </message>
        <message>
            <source>&amp;Invert the selection</source>
            <translation>Auswahl &amp;umkehren</translation>
        </message>
        <message>
            <source>&amp;Plan</source>
            <translation>&amp;Plan</translation>
        </message>
        <message>
            <source>&amp;Preset</source>
            <translation>&amp;Vorlage</translation>
        </message>
        <message>
            <source>One notch &amp;up</source>
            <translation>Eine Stufe &amp;höher</translation>
        </message>
        <message>
            <source>One notch &amp;down</source>
            <translation>Eine Stufe &amp;tiefer</translation>
        </message>
        <message>
            <source>&amp;Leave the selected sites dense</source>
            <translation>Ausgewählte Stellen &amp;dicht lassen</translation>
        </message>
        <message>
            <source>&amp;Reset the selected sites</source>
            <translation>Ausgewählte Stellen &amp;zurücksetzen</translation>
        </message>
        <message>
            <source>&amp;Run</source>
            <translation>&amp;Lauf</translation>
        </message>
        <message>
            <source>&amp;Measure the model…</source>
            <translation>Modell &amp;messen…</translation>
        </message>
        <message>
            <source>&amp;Compress by the plan…</source>
            <translation>Nach dem Plan &amp;komprimieren…</translation>
        </message>
        <message>
            <source>C&amp;ancel the job</source>
            <translation>Vorgang &amp;abbrechen</translation>
        </message>
        <message>
            <source>&amp;Go on from what is finished</source>
            <translation>Mit dem &amp;Fertigen weitermachen</translation>
        </message>
        <message>
            <source>&amp;Device</source>
            <translation>&amp;Gerät</translation>
        </message>
        <message>
            <source>auto: the CUDA device with most free memory, else the processor</source>
            <translation>auto: das CUDA-Gerät mit dem meisten freien Speicher, sonst der Prozessor</translation>
        </message>
        <message>
            <source>device: %1</source>
            <translation>Gerät: %1</translation>
        </message>
        <message>
            <source>&amp;View</source>
            <translation>&amp;Ansicht</translation>
        </message>
        <message>
            <source>&amp;Theme</source>
            <translation>&amp;Farbschema</translation>
        </message>
        <message>
            <source>as the &amp;desktop</source>
            <translation>wie die &amp;Arbeitsumgebung</translation>
        </message>
        <message>
            <source>&amp;light</source>
            <translation>&amp;hell</translation>
        </message>
        <message>
            <source>d&amp;ark</source>
            <translation>&amp;dunkel</translation>
        </message>
        <message>
            <source>&amp;Full screen</source>
            <translation>Voll&amp;bild</translation>
        </message>
        <message>
            <source>&amp;Help</source>
            <translation>&amp;Hilfe</translation>
        </message>
        <message>
            <source>&amp;About Lapidary</source>
            <translation>Über &amp;Lapidary</translation>
        </message>
        <message>
            <source>About Lapidary</source>
            <translation>Über Lapidary</translation>
        </message>
        <message>
            <source>&lt;p&gt;&lt;b&gt;Lapidary %1&lt;/b&gt;&lt;/p&gt;&lt;p&gt;A workbench for compressing language models.&lt;/p&gt;&lt;p&gt;Free software under the GNU General Public License, version 3 or later.&lt;/p&gt;</source>
            <translation>&lt;p&gt;&lt;b&gt;Lapidary %1&lt;/b&gt;&lt;/p&gt;&lt;p&gt;Eine Werkbank zum Komprimieren von Sprachmodellen.&lt;/p&gt;&lt;p&gt;Freie Software unter der GNU General Public License, Version 3 oder später.&lt;/p&gt;</translation>
        </message>
        <message>
            <source>nothing yet</source>
            <translation>noch nichts</translation>
        </message>
        <message>
            <source>looking…</source>
            <translation>wird gesucht…</translation>
        </message>
        <message>
            <source>%1, %2</source>
            <translation>%1, %2</translation>
        </message>
        <message>
            <source>no models found</source>
            <translation>keine Modelle gefunden</translation>
        </message>
        <message>
            <source>%1: %2, %3 of %4 free</source>
            <translation>%1: %2, %3 von %4 frei</translation>
        </message>
        <message>
            <source>&amp;Undo: %1</source>
            <translation>&amp;Rückgängig: %1</translation>
        </message>
        <message>
            <source>Help</source>
            <translation>Hilfe</translation>
        </message>
        <message numerus="yes">
            <source>unlock %n site(s)</source>
            <translation>
                <numerusform>%n Stelle entsperren</numerusform>
                <numerusform>%n Stellen entsperren</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>lock %n site(s)</source>
            <translation>
                <numerusform>%n Stelle sperren</numerusform>
                <numerusform>%n Stellen sperren</numerusform>
            </translation>
        </message>
        <message>
            <source>as the &amp;system</source>
            <translation>wie das &amp;System</translation>
        </message>
        <message>
            <source>A job is running: choose the language when it has ended.</source>
            <translation>Ein Vorgang läuft: die Sprache wählen, wenn er beendet ist.</translation>
        </message>
        <message>
            <source>Tool bar</source>
            <translation>Werkzeugleiste</translation>
        </message>
        <message>
            <source>&amp;Layout</source>
            <translation>A&amp;nordnung</translation>
        </message>
        <message>
            <source>&amp;Reset this workspace</source>
            <translation>Diesen Arbeitsbereich &amp;zurücksetzen</translation>
        </message>
        <message>
            <source>&amp;Save this layout as…</source>
            <translation>Diese Anordnung &amp;speichern als…</translation>
        </message>
        <message>
            <source>&amp;Forget</source>
            <translation>&amp;Vergessen</translation>
        </message>
        <message>
            <source>Save this layout</source>
            <translation>Diese Anordnung speichern</translation>
        </message>
        <message>
            <source>Name of the layout; one of the same name is replaced.</source>
            <translation>Name der Anordnung; eine gleichen Namens wird ersetzt.</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Speichern</translation>
        </message>
        <message>
            <source>Loc&amp;k or unlock the selected sites</source>
            <translation>Ausgewählte Stellen &amp;sperren oder entsperren</translation>
        </message>
        <message>
            <source>&amp;Help for this view</source>
            <translation>&amp;Hilfe zu dieser Ansicht</translation>
        </message>
        <message>
            <source>no model is open</source>
            <translation>kein Modell geöffnet</translation>
        </message>
        <message>
            <source>nothing is selected</source>
            <translation>nichts ausgewählt</translation>
        </message>
        <message>
            <source>a job is running</source>
            <translation>ein Vorgang läuft</translation>
        </message>
        <message>
            <source>the model is not on this machine</source>
            <translation>das Modell ist nicht auf diesem Rechner</translation>
        </message>
        <message>
            <source>nothing was done yet</source>
            <translation>noch nichts getan</translation>
        </message>
        <message>
            <source>nothing was undone</source>
            <translation>nichts rückgängig gemacht</translation>
        </message>
        <message>
            <source>there is no filter</source>
            <translation>es gibt keinen Filter</translation>
        </message>
        <message>
            <source>there is no selection before</source>
            <translation>es gibt keine vorige Auswahl</translation>
        </message>
        <message>
            <source>there is no selection after</source>
            <translation>es gibt keine nächste Auswahl</translation>
        </message>
        <message>
            <source>the model is here</source>
            <translation>das Modell ist da</translation>
        </message>
        <message>
            <source>nothing is running</source>
            <translation>es läuft nichts</translation>
        </message>
        <message>
            <source>nothing was left unfinished</source>
            <translation>nichts blieb unfertig</translation>
        </message>
        <message>
            <source>Find and &amp;do anything…</source>
            <translation>Alles &amp;finden und ausführen…</translation>
        </message>
        <message>
            <source>&amp;Keys of this view</source>
            <translation>&amp;Tasten dieser Ansicht</translation>
        </message>
        <message>
            <source>&amp;Next pane</source>
            <translation>&amp;Nächster Bereich</translation>
        </message>
        <message>
            <source>&amp;Previous pane</source>
            <translation>&amp;Voriger Bereich</translation>
        </message>
        <message>
            <source>&amp;Select</source>
            <translation>A&amp;uswahl</translation>
        </message>
        <message>
            <source>&amp;All that the filter leaves</source>
            <translation>&amp;Alles, was der Filter lässt</translation>
        </message>
        <message>
            <source>&amp;None</source>
            <translation>&amp;Nichts</translation>
        </message>
        <message>
            <source>Same kind in the block &amp;before	[</source>
            <translation>Selbe Art im Block da&amp;vor	[</translation>
        </message>
        <message>
            <source>Same kind in the block a&amp;fter	]</source>
            <translation>Selbe Art im Block &amp;danach	]</translation>
        </message>
        <message>
            <source>&amp;Pin the focused site, or unpin it	P</source>
            <translation>Stelle im Fokus anhe&amp;ften oder lösen	P</translation>
        </message>
        <message>
            <source>Selection befo&amp;re</source>
            <translation>Vo&amp;rige Auswahl</translation>
        </message>
        <message>
            <source>Selection af&amp;ter</source>
            <translation>Nä&amp;chste Auswahl</translation>
        </message>
        <message>
            <source>Na&amp;me this set…</source>
            <translation>Diese &amp;Menge benennen…</translation>
        </message>
        <message>
            <source>Filter &amp;sites</source>
            <translation>&amp;Stellen filtern</translation>
        </message>
        <message>
            <source>&amp;Clear the filter	Esc</source>
            <translation>Filter &amp;leeren	Esc</translation>
        </message>
        <message>
            <source>plan of run %1</source>
            <translation>Plan von Lauf %1</translation>
        </message>
        <message>
            <source>&amp;Export all plots…</source>
            <translation>Alle Diagramme &amp;exportieren…</translation>
        </message>
        <message>
            <source>Langua&amp;ge</source>
            <translation>&amp;Sprache</translation>
        </message>
        <message>
            <source>Ctrl+K  search actions, sites, settings, help</source>
            <translation>Strg+K  Aktionen, Stellen, Einstellungen, Hilfe suchen</translation>
        </message>
        <message>
            <source>Open from this machine's &amp;caches</source>
            <translation>Aus den &amp;Caches dieses Rechners öffnen</translation>
        </message>
        <message>
            <source>Pl&amp;ots</source>
            <translation>Dia&amp;gramme</translation>
        </message>
        <message>
            <source>&amp;high contrast</source>
            <translation>hoher &amp;Kontrast</translation>
        </message>
        <message>
            <source>History</source>
            <translation>Verlauf</translation>
        </message>
        <message>
            <source>Keep the plan as a s&amp;napshot…</source>
            <translation>Plan als Schnapps&amp;chuss behalten …</translation>
        </message>
        <message>
            <source>&amp;Redo: %1</source>
            <translation>&amp;Wiederherstellen: %1</translation>
        </message>
        <message>
            <source>mixtures of experts are not computed yet</source>
            <translation>Expertenmischungen werden noch nicht gerechnet</translation>
        </message>
        <message>
            <source>&amp;Introduction</source>
            <translation>&amp;Einführung</translation>
        </message>
        <message>
            <source>&amp;First steps to try</source>
            <translation>Erste &amp;Schritte zum Ausprobieren</translation>
        </message>
        <message>
            <source>First steps</source>
            <translation>Erste Schritte</translation>
        </message>
        <message>
            <source>Level of &amp;detail</source>
            <translation>&amp;Detailstufe</translation>
        </message>
        <message>
            <source>&amp;Learn: bits, sparsity and rank</source>
            <translation>&amp;Lernen: Bit, Anteil der Nullen und Rang</translation>
        </message>
        <message>
            <source>&amp;Standard: what most need</source>
            <translation>&amp;Standard: was die meisten brauchen</translation>
        </message>
        <message>
            <source>&amp;Expert: all settings</source>
            <translation>&amp;Experte: alle Einstellungen</translation>
        </message>
    </context>
    <context>
        <name>lapidary::window::MeasureDialog</name>
        <message>
            <source>Measure the model</source>
            <translation>Modell messen</translation>
        </message>
        <message>
            <source>&amp;Measure</source>
            <translation>&amp;Messen</translation>
        </message>
        <message>
            <source>Calibration &amp;text</source>
            <translation>Kalibrier&amp;text</translation>
        </message>
        <message>
            <source>Calibration text</source>
            <translation>Kalibriertext</translation>
        </message>
        <message>
            <source>&amp;Windows</source>
            <translation>&amp;Fenster</translation>
        </message>
        <message>
            <source>How many pieces of the text are run through the model.</source>
            <translation>Wie viele Stücke des Textes durch das Modell laufen.</translation>
        </message>
        <message>
            <source>To&amp;kens a window</source>
            <translation>T&amp;oken je Fenster</translation>
        </message>
        <message>
            <source>At most the model's context.</source>
            <translation>Höchstens der Kontext des Modells.</translation>
        </message>
        <message>
            <source>Rank spectra, activation statistics, logit PCA and the sensitivity of every site. What was measured on the same text before is kept. Choose a text like those that the model is used for.</source>
            <translation>Rangspektren, Aktivierungsstatistik, Logit-PCA und die Empfindlichkeit jeder Stelle. Was auf demselben Text schon gemessen wurde, bleibt. Am besten einen Text von der Art wählen, für die das Modell gebraucht wird.</translation>
        </message>
        <message>
            <source>At least one window of two tokens is needed.</source>
            <translation>Mindestens ein Fenster mit zwei Token ist nötig.</translation>
        </message>
    </context>
    <context>
        <name>lapidary::window::MissingModelBar</name>
        <message>
            <source>&amp;Locate the model…</source>
            <translation>&amp;Modell suchen…</translation>
        </message>
        <message>
            <source>The model is not on this machine; measuring and compressing need it.</source>
            <translation>Das Modell ist nicht auf diesem Rechner; Messen und Komprimieren brauchen es.</translation>
        </message>
        <message>
            <source>%1 packaging/get-model.sh gets it (98 MB).</source>
            <translation>%1 packaging/get-model.sh holt es (98 MB).</translation>
        </message>
        <message>
            <source>Looked for at %1. What was measured can be seen and planned with.</source>
            <translation>Gesucht unter %1. Mit dem, was gemessen wurde, lässt sich ansehen und planen.</translation>
        </message>
    </context>
    <context>
        <name>lapidary::window::Palette</name>
        <message>
            <source>not possible now</source>
            <translation>jetzt nicht möglich</translation>
        </message>
        <message>
            <source>Show %1</source>
            <translation>%1 zeigen</translation>
        </message>
        <message>
            <source>View</source>
            <translation>Ansicht</translation>
        </message>
        <message>
            <source>Site</source>
            <translation>Stelle</translation>
        </message>
        <message>
            <source>Site %1</source>
            <translation>Stelle %1</translation>
        </message>
        <message>
            <source>Named set, %1 sites</source>
            <translation>Benannte Menge, %1 Stellen</translation>
        </message>
        <message>
            <source>Help</source>
            <translation>Hilfe</translation>
        </message>
        <message>
            <source>Setting of the selected sites</source>
            <translation>Einstellung der ausgewählten Stellen</translation>
        </message>
        <message>
            <source>nothing is selected</source>
            <translation>nichts ausgewählt</translation>
        </message>
        <message>
            <source>no model is open</source>
            <translation>kein Modell geöffnet</translation>
        </message>
        <message>
            <source>changes nothing</source>
            <translation>ändert nichts</translation>
        </message>
    </context>
    <context>
        <name>lapidary::window::PathField</name>
        <message>
            <source>Choose: %1</source>
            <translation>Wählen: %1</translation>
        </message>
        <message>
            <source>Choose…</source>
            <translation>Wählen…</translation>
        </message>
    </context>
    <context>
        <name>lapidary::window::PlotArea</name>
        <message>
            <source>Spectrum</source>
            <translation>Spektrum</translation>
        </message>
        <message>
            <source>Sensitivity</source>
            <translation>Empfindlichkeit</translation>
        </message>
        <message>
            <source>Activations</source>
            <translation>Aktivierungen</translation>
        </message>
        <message>
            <source>Weights</source>
            <translation>Gewichte</translation>
        </message>
        <message>
            <source>Logit PCA</source>
            <translation>Logit-PCA</translation>
        </message>
        <message>
            <source>Export all plots into a folder</source>
            <translation>Alle Diagramme in einen Ordner exportieren</translation>
        </message>
        <message numerus="yes">
            <source>%n file(s) written into %1</source>
            <translation>
                <numerusform>%n Datei nach %1 geschrieben</numerusform>
                <numerusform>%n Dateien nach %1 geschrieben</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 could not be written</source>
            <translation>%1 konnte nicht geschrieben werden</translation>
        </message>
        <message>
            <source>Profile</source>
            <translation>Profil</translation>
        </message>
        <message>
            <source>Bytes</source>
            <translation>Bytes</translation>
        </message>
        <message>
            <source>Trade-off</source>
            <translation>Abwägung</translation>
        </message>
        <message>
            <source>Plot: %1</source>
            <translation>Diagramm: %1</translation>
        </message>
        <message>
            <source>Link the zoom of plots</source>
            <translation>Zoom der Diagramme koppeln</translation>
        </message>
        <message>
            <source>Plots over blocks, channels or ranks follow each other's zoom</source>
            <translation>Diagramme über Blöcke, Kanäle oder Ränge folgen dem Zoom der anderen</translation>
        </message>
        <message>
            <source>Which plot is shown here</source>
            <translation>Welches Diagramm hier zu sehen ist</translation>
        </message>
        <message>
            <source>Choose the plot of this place</source>
            <translation>Diagramm für diesen Platz wählen</translation>
        </message>
        <message>
            <source>Plots</source>
            <translation>Diagramme</translation>
        </message>
    </context>
    <context>
        <name>lapidary::window::Recovery</name>
        <message>
            <source>&amp;Open it</source>
            <translation>Ö&amp;ffnen</translation>
        </message>
        <message>
            <source>&amp;Dismiss</source>
            <translation>&amp;Ausblenden</translation>
        </message>
        <message>
            <source>Lapidary ended unexpectedly. %1 was open; its edits up to %2 are kept.</source>
            <translation>Lapidary wurde unerwartet beendet. Geöffnet war %1; Änderungen bis %2 sind erhalten.</translation>
        </message>
        <message>
            <source>Lapidary ended unexpectedly. %1 was open; nothing of it was written yet.</source>
            <translation>Lapidary wurde unerwartet beendet. Geöffnet war %1; davon war noch nichts geschrieben.</translation>
        </message>
        <message>
            <source>Lapidary had ended unexpectedly; the edits up to %1 are here</source>
            <translation>Lapidary war unerwartet beendet worden; die Änderungen bis %1 sind da</translation>
        </message>
    </context>
    <context>
        <name>lapidary::window::Stage</name>
        <message>
            <source>opening the model</source>
            <translation>Modell wird geöffnet</translation>
        </message>
        <message>
            <source>splitting the text into tokens</source>
            <translation>Text wird in Token zerlegt</translation>
        </message>
        <message>
            <source>embedding</source>
            <translation>Einbettung</translation>
        </message>
        <message>
            <source>head</source>
            <translation>Head</translation>
        </message>
        <message>
            <source>logits</source>
            <translation>Logits</translation>
        </message>
        <message>
            <source>tokenizer and configuration</source>
            <translation>Tokenizer und Konfiguration</translation>
        </message>
        <message>
            <source>checking what was written</source>
            <translation>Geschriebenes wird geprüft</translation>
        </message>
        <message>
            <source>reading %1</source>
            <translation>%1 wird gelesen</translation>
        </message>
        <message>
            <source>statistics of the inputs, %1</source>
            <translation>Statistik der Eingänge, %1</translation>
        </message>
        <message>
            <source>writing %1</source>
            <translation>%1 wird geschrieben</translation>
        </message>
        <message>
            <source>%1, done before</source>
            <translation>%1, schon erledigt</translation>
        </message>
        <message>
            <source>divergence, %1</source>
            <translation>Divergenz, %1</translation>
        </message>
        <message>
            <source>block %1</source>
            <translation>Block %1</translation>
        </message>
    </context>
    <context>
        <name>lapidary::window::StartOptions</name>
        <message>
            <source>measure, plan, compare, run or present.</source>
            <translation>measure, plan, compare, run oder present.</translation>
        </message>
        <message>
            <source>Language of the window: en or de.</source>
            <translation>Sprache des Fensters: en oder de.</translation>
        </message>
        <message>
            <source>Size of the window.</source>
            <translation>Größe des Fensters.</translation>
        </message>
        <message>
            <source>Scale of everything, e.g. 2.</source>
            <translation>Skalierung von allem, z. B. 2.</translation>
        </message>
        <message>
            <source>Sites to select, separated by commas.</source>
            <translation>Auszuwählende Stellen, durch Kommas getrennt.</translation>
        </message>
        <message>
            <source>Metric of the layer matrix, e.g. error:bits:4.</source>
            <translation>Metrik der Schichtmatrix, z. B. error:bits:4.</translation>
        </message>
        <message>
            <source>Write a picture of the window once everything is drawn, and exit.</source>
            <translation>Ein Bild des Fensters schreiben, sobald alles gezeichnet ist, und enden.</translation>
        </message>
        <message>
            <source>The same as --workspace present.</source>
            <translation>Dasselbe wie --workspace present.</translation>
        </message>
        <message>
            <source>Write every plot and its table, and exit.</source>
            <translation>Jedes Diagramm und seine Tabelle schreiben und enden.</translation>
        </message>
        <message>
            <source>Of the figures: svg, pdf, png, csv.</source>
            <translation>Für die Diagramme: svg, pdf, png, csv.</translation>
        </message>
        <message>
            <source>one FILE at most can be opened, %1 were given</source>
            <translation>höchstens eine DATEI kann geöffnet werden, %1 wurden angegeben</translation>
        </message>
        <message>
            <source>--workspace: found '%1', expected %2</source>
            <translation>--workspace: gefunden „%1“, erwartet %2</translation>
        </message>
        <message>
            <source>--theme: found '%1', expected %2</source>
            <translation>--theme: gefunden „%1“, erwartet %2</translation>
        </message>
        <message>
            <source>--language: found '%1', expected %2</source>
            <translation>--language: gefunden „%1“, erwartet %2</translation>
        </message>
        <message>
            <source>--size: found '%1', expected e.g. 1280x720</source>
            <translation>--size: gefunden „%1“, erwartet z. B. 1280x720</translation>
        </message>
        <message>
            <source>Lapidary, a workbench for compressing language models.</source>
            <translation>Lapidary, eine Werkbank zum Komprimieren von Sprachmodellen.</translation>
        </message>
        <message>
            <source>A model folder, .gguf file or .lapidary project, or sample; without it the built-in model.</source>
            <translation>Ein Modellordner, eine .gguf-Datei oder ein .lapidary-Projekt, oder sample; ohne Angabe das eingebaute Modell.</translation>
        </message>
        <message>
            <source>light, dark, contrast or system.</source>
            <translation>light, dark, contrast oder system.</translation>
        </message>
        <message>
            <source>The picture as seen by protan, deutan, tritan, or in grey.</source>
            <translation>Das Bild, wie protan, deutan oder tritan es sehen, oder in Grau (grey).</translation>
        </message>
        <message>
            <source>--vision: found '%1', expected %2</source>
            <translation>--vision: gefunden „%1“, erwartet %2</translation>
        </message>
    </context>
    <context>
        <name>lapidary::window::UndoToast</name>
        <message>
            <source>Undo</source>
            <translation>Rückgängig</translation>
        </message>
        <message>
            <source>What was just done</source>
            <translation>Was gerade getan wurde</translation>
        </message>
        <message>
            <source>Undo: %1</source>
            <translation>Rückgängig: %1</translation>
        </message>
    </context>
    <context>
        <name>lapidary::window::VisionMenu</name>
        <message>
            <source>all &amp;colours</source>
            <translation>alle &amp;Farben</translation>
        </message>
        <message>
            <source>without &amp;red cones (protanopia)</source>
            <translation>ohne &amp;rote Zapfen (Protanopie)</translation>
        </message>
        <message>
            <source>without &amp;green cones (deuteranopia)</source>
            <translation>ohne &amp;grüne Zapfen (Deuteranopie)</translation>
        </message>
        <message>
            <source>without &amp;blue cones (tritanopia)</source>
            <translation>ohne &amp;blaue Zapfen (Tritanopie)</translation>
        </message>
        <message>
            <source>gre&amp;y, as printed</source>
            <translation>gra&amp;u, wie gedruckt</translation>
        </message>
        <message>
            <source>Seen &amp;as</source>
            <translation>Farbense&amp;hen</translation>
        </message>
    </context>
    <context>
        <name>lapidary::window::Work</name>
        <message>
            <source>Measure %1</source>
            <translation>%1 messen</translation>
        </message>
        <message>
            <source>Measuring</source>
            <translation>Messen</translation>
        </message>
        <message>
            <source>All of it was measured on this text before.</source>
            <translation>Alles war auf diesem Text schon gemessen.</translation>
        </message>
        <message numerus="yes">
            <source>Measured %n site(s) on %1 tokens in %2.</source>
            <translation>
                <numerusform>%n Stelle auf %1 Token in %2 gemessen.</numerusform>
                <numerusform>%n Stellen auf %1 Token in %2 gemessen.</numerusform>
            </translation>
        </message>
        <message>
            <source>Compress %1</source>
            <translation>%1 komprimieren</translation>
        </message>
        <message>
            <source>Compressing</source>
            <translation>Komprimieren</translation>
        </message>
        <message>
            <source>Evaluate %1</source>
            <translation>%1 auswerten</translation>
        </message>
        <message>
            <source>Evaluating before</source>
            <translation>Auswerten, vorher</translation>
        </message>
        <message>
            <source>Evaluating after</source>
            <translation>Auswerten, nachher</translation>
        </message>
        <message>
            <source>Measuring the result</source>
            <translation>Ergebnis messen</translation>
        </message>
        <message>
            <source>Compressed to %1 in %2. Perplexity %3 before, %4 after.</source>
            <translation>Nach %1 komprimiert in %2. Perplexität %3 vorher, %4 nachher.</translation>
        </message>
        <message>
            <source>Compressed to %1 in %2.</source>
            <translation>Nach %1 komprimiert in %2.</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>Cancelled.</source>
            <translation>Abgebrochen.</translation>
        </message>
        <message>
            <source>Failed: %1</source>
            <translation>Fehlgeschlagen: %1</translation>
        </message>
    </context>
    <context>
        <name>lapidary::window::Workspaces</name>
        <message>
            <source>&amp;Measure</source>
            <translation>&amp;Messen</translation>
        </message>
        <message>
            <source>&amp;Plan</source>
            <translation>&amp;Plan</translation>
        </message>
        <message>
            <source>&amp;Compare</source>
            <translation>&amp;Vergleichen</translation>
        </message>
        <message>
            <source>&amp;Run</source>
            <translation>&amp;Lauf</translation>
        </message>
        <message>
            <source>Pr&amp;esent</source>
            <translation>P&amp;räsentieren</translation>
        </message>
    </context>
</TS>
