"""Towns with post codes, streets, and how addresses look in each country."""

# country mix: post code and town, separated by semicolons
TOWNS: dict[str, str] = {
    "CHde": "8001 Zürich; 8400 Winterthur; 3011 Bern; 4051 Basel; 6003 Luzern; 9000 St. Gallen; 7000 Chur; "
    "5000 Aarau; 5610 Wohlen; "
    "3600 Thun; 2502 Biel; 6300 Zug; 8200 Schaffhausen; 8500 Frauenfeld; 4500 Solothurn; 4600 Olten; 6460 Altdorf; "
    "8750 Glarus; "
    "3930 Visp; 8610 Uster; 8645 Jona; 9470 Buchs; 5400 Baden; 4900 Langenthal; 3400 Burgdorf; 6210 Sursee; "
    "8620 Wetzikon; "
    "9500 Wil; 4410 Liestal; 8810 Horgen; 6430 Schwyz; 6060 Sarnen; 5734 Reinach; 3714 Frutigen; 7270 Davos Platz; "
    "8953 Dietikon; "
    "3186 Düdingen; 6280 Hochdorf; 4153 Reinach BL; 9100 Herisau; 8580 Amriswil; 5082 Kaisten; "
    "3550 Langnau im Emmental",
    "DE": "20357 Hamburg; 10437 Berlin; 80469 München; 50674 Köln; 60316 Frankfurt am Main; 70178 Stuttgart; "
    "40215 Düsseldorf; 04109 Leipzig; "
    "01099 Dresden; 30159 Hannover; 90402 Nürnberg; 28203 Bremen; 79098 Freiburg im Breisgau; 78462 Konstanz; "
    "24103 Kiel; 99084 Erfurt; "
    "37073 Göttingen; 48143 Münster; 66111 Saarbrücken; 97070 Würzburg; 18055 Rostock; 87435 Kempten; 59494 Soest; "
    "73430 Aalen; "
    "26721 Emden; 02826 Görlitz; 36037 Fulda; 47533 Kleve; 25524 Itzehoe; 94032 Passau; 79761 Waldshut-Tiengen; "
    "88045 Friedrichshafen; "
    "06484 Quedlinburg; 57072 Siegen; 31134 Hildesheim; 86609 Donauwörth",
    "AT": "1070 Wien; 8010 Graz; 4020 Linz; 5020 Salzburg; 6020 Innsbruck; 6900 Bregenz; 9020 Klagenfurt; "
    "3100 St. Pölten; 4600 Wels; "
    "6850 Dornbirn; 7000 Eisenstadt; 9900 Lienz; 8700 Leoben; 2700 Wiener Neustadt; 4840 Vöcklabruck; 6330 Kufstein",
    "GB": "E17 London; SE15 London; M20 Manchester; LS7 Leeds; EH6 Edinburgh; G12 Glasgow; CF11 Cardiff; "
    "BT9 Belfast; NE2 Newcastle upon Tyne; "
    "L8 Liverpool; S10 Sheffield; NR2 Norwich; EX4 Exeter; YO10 York; BN2 Brighton; OX4 Oxford; CB1 Cambridge; "
    "NG7 Nottingham; DE22 Derby; "
    "PL4 Plymouth; AB25 Aberdeen; IV2 Inverness; LA1 Lancaster; HR4 Hereford; SY3 Shrewsbury; TR1 Truro; "
    "PE1 Peterborough; WV3 Wolverhampton; "
    "HX1 Halifax; KY16 St Andrews; LL57 Bangor; SA2 Swansea; CT1 Canterbury; DT1 Dorchester; BB7 Clitheroe; "
    "RG1 Reading",
    "IE": "D08 Dublin; T12 Cork; H91 Galway; V94 Limerick; X91 Waterford; F91 Sligo; A91 Dundalk; R95 Kilkenny; "
    "N91 Mullingar; Y35 Wexford; "
    "V92 Tralee; F92 Letterkenny; H23 Monaghan; E91 Clonmel",
    "CHen": "8005 Zürich; 1201 Geneva; 4056 Basel; 6300 Zug; 1003 Lausanne; 3012 Bern; 1196 Gland; "
    "8808 Pfäffikon SZ; 4123 Allschwil; 1260 Nyon; "
    "8152 Glattbrugg; 6005 Lucerne; 1804 Corsier-sur-Vevey",
    "FR": "75011 Paris; 69003 Lyon; 13006 Marseille; 31000 Toulouse; 44000 Nantes; 33000 Bordeaux; 59000 Lille; "
    "67000 Strasbourg; 35000 Rennes; "
    "38000 Grenoble; 34000 Montpellier; 21000 Dijon; 25000 Besançon; 63000 Clermont-Ferrand; 37000 Tours; "
    "74000 Annecy; 68100 Mulhouse; "
    "29200 Brest; 54000 Nancy; 86000 Poitiers; 64000 Pau; 80000 Amiens; 73000 Chambéry; 39000 Lons-le-Saunier; "
    "48000 Mende; 12000 Rodez; "
    "22000 Saint-Brieuc; 61000 Alençon; 19100 Brive-la-Gaillarde; 88000 Épinal; 05000 Gap; "
    "50100 Cherbourg-en-Cotentin; "
    "01210 Ferney-Voltaire; 74100 Annemasse; 71000 Mâcon; 43000 Le Puy-en-Velay",
    "CHfr": "1204 Genève; 1004 Lausanne; 2000 Neuchâtel; 1700 Fribourg; 1950 Sion; 1800 Vevey; "
    "1400 Yverdon-les-Bains; 2300 La Chaux-de-Fonds; "
    "2800 Delémont; 1920 Martigny; 1630 Bulle; 1110 Morges; 1260 Nyon; 1870 Monthey; 2740 Moutier; "
    "1470 Estavayer-le-Lac; 1350 Orbe; "
    "1227 Carouge; 1530 Payerne; 3960 Sierre; 2900 Porrentruy; 1860 Aigle",
}

STREETS: dict[str, str] = {
    "CHde": "Bahnhofstrasse; Dorfstrasse; Seestrasse; Lindenweg; Birkenstrasse; Im Grund; Mühlegasse; Kirchgasse; "
    "Alte Landstrasse; Rosenweg; "
    "Schützenmattstrasse; Bergstrasse; Hintere Gasse; Wiesentalstrasse; Oberdorf; Chratzmatt; Sonnenhalde; "
    "Breitenrainweg",
    "DE": "Hauptstraße; Gartenstraße; Am Deich; Schillerstraße; Lindenallee; Marktplatz; Am Alten Hafen; "
    "Goethestraße; Bergweg; Kiefernweg; "
    "Mozartstraße; Unter den Eichen; Feldstraße; Kirchplatz; Brunnengasse; An der Mühle; Ringstraße",
    "AT": "Hauptplatz; Neubaugasse; Grazer Straße; Am Anger; Mühlbachweg; Schulgasse; Kirchenweg; Raiffeisenstraße; "
    "Josefstraße; Lendkai",
    "GB": "Church Lane; Victoria Road; Mill Street; The Crescent; Orchard Close; Station Road; Park Avenue; "
    "Castle Hill; Quarry Bank; Elm Grove; "
    "Chapel Walk; Weavers Row; Canal Side; Beech Drive; Albert Terrace",
    "IE": "Main Street; Abbey Road; Strand Road; Chapel Street; Barrack Lane; The Green; Quay Street; Glebe Park; "
    "Castle View",
    "CHen": "Langstrasse; Rue de Lyon; Gerbergasse; Avenue de la Gare; Weststrasse; Chemin du Lac; Industriestrasse; "
    "Quai du Mont-Blanc",
    "FR": "rue de la République; avenue Jean-Jaurès; impasse des Lilas; rue Victor-Hugo; boulevard de la Gare; "
    "chemin des Vignes; place du Marché; "
    "rue des Tanneurs; allée des Tilleuls; rue du Moulin; quai Saint-Antoine; cours Gambetta; route de Saint-Julien",
    "CHfr": "Rue du Lac; Chemin des Cèdres; Avenue de la Gare; Route de Berne; Grand-Rue; Chemin du Vallon; "
    "Rue de l'Industrie; Place du Bourg; "
    "Ruelle du Four; Sentier des Vignes; Rue des Alpes; Quai du Seujet",
}
COUNTRY_OF = {"CHde": "CH", "CHfr": "CH", "CHen": "CH", "DE": "DE", "AT": "AT", "GB": "GB", "IE": "IE", "FR": "FR"}
