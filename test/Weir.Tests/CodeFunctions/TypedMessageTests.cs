using Weir.Tests.Sessions;

namespace Weir.Tests.CodeFunctions;

/// <summary>
/// Version 2 of the hashes is frozen: the digests were computed by another implementation (Python's hashlib) from bytes that
/// were put together by hand after docs/hashing.md.
/// </summary>
public sealed class TypedMessageTests(SharedRuntime shared) : IClassFixture<SharedRuntime>
{
    [Theory]
    [InlineData("NULL", "2672984384031685842", "e493d5a39337fee9081fd90163ce1fc7")]
    [InlineData("true", "4673293684707613586", "8d1203f982e4f80fba267a27776da2dd")]
    [InlineData("false, NULL", "6110240371202463706", "bb895bd62efa4fe25dfbe4ad32a4f9eb")]
    [InlineData("5", "8318492657159480057", "2ec1dd817b6397f449b41c2546299039")]
    [InlineData("-1::TINYINT", "4595412360181583949", "b34d039a5dbe0b4fdfab73f483600ae3")]
    [InlineData("18446744073709551615::UBIGINT", "5470845226352197461", "824abb9a27e90a4fe5dbe01d560af859")]
    [InlineData("-0.05::DECIMAL(4,2)", "6112609855297275514", "dbcbb3e77871ce4bdd16439a1d5a310a")]
    [InlineData("100.00::DECIMAL(9,2)", "4552750752735874069", "d2b24d4e14987f0fad466b2ee163b278")]
    [InlineData("0.00::DECIMAL(9,2)", "9136982142536639524", "2d41842fbe25e35284082b1af924bc82")]
    [InlineData("170141183460469231731687303715884105727::HUGEINT", "1649795587030363244", "2fc3266e1a5a9e6adb77bc712531e51d")]
    [InlineData("0.1::DOUBLE", "6466867158167459415", "6195222295f93534d5fb916aa864461e")]
    [InlineData("'-0.0'::DOUBLE", "1278670050336236413", "c20dfbed9059193abe98b53f58775f22")]
    [InlineData("1.5::FLOAT", "3504190531945971691", "ba45885c267a41b5db06c08b1bc6d9dd")]
    [InlineData("'inf'::DOUBLE", "1242427905946916100", "f141ab9b190a2c3c11c32e43be3ec9ea")]
    [InlineData("'NaN'::FLOAT", "2411574534150882395", "3e3ee7d403c4067c80ad98fe1c67a400")]
    [InlineData("''", "73557600939633148", "2c13e7d26d9161a92b294ad6d26757c7")]
    [InlineData("'alpha'", "1277479519861554960", "0284f0c91afcfa962acb8dd528b7e00b")]
    [InlineData("'Ünïcode', 'x'", "7225122840925532239", "96811bdd107c032afd577c2fca70fcc7")]
    [InlineData("repeat('ab', 100)", "4112429174720604663", "c27658b47baae077664f20dde992e6f3")]
    [InlineData("'\\x00a'::BLOB", "2489513342838072455", "fe870b5829804ad78043bfed19131022")]
    [InlineData("DATE '2024-02-29'", "4198362353554259904", "43e5d8de02d7e34fc03925afd187d5d5")]
    [InlineData("DATE '1969-12-31'", "5947017347101900882", "fe6bc80dbdf24003a69081b05b6235e4")]
    [InlineData("TIME '01:02:03.000004'", "2041356095132136242", "3a9c42cf2acb4088e9906b21c6294840")]
    [InlineData("TIMESTAMP '2024-01-01 00:00:00.5'", "9074081359044806705", "b7536b9ca42a84c0c8ea9c9c42bf1832")]
    [InlineData("TIMESTAMP_S '2024-01-01 00:00:00'", "219746492097486704", "dd262001724cc73422033a0684cf2204")]
    [InlineData("'-infinity'::TIMESTAMP", "4680486064265871138", "00ba714126a19be737ab71bd7824a809")]
    [InlineData("TIMESTAMPTZ '2024-01-01 00:00:00+00'", "918354762578958954", "64032506c685893a0b1d2edcfc916340")]
    [InlineData("INTERVAL '14 months -3 days 500 milliseconds'", "1786021368175484645", "ad3b8acd6560e80975ac837e80e3b7b5")]
    [InlineData("[1, NULL, 2]", "1722333992086240036", "ab74ce15868414dfac950882c7ced727")]
    [InlineData("[]::INTEGER[]", "8699186263138209693", "a840796f961f07ed15c945e818bf937b")]
    [InlineData("[['a'], []]", "5699729703774248219", "c9e0d00e31fbca40d706cb7ff0a7252e")]
    [InlineData("{'a': 1, 'b': NULL}", "2316661139212579245", "99f9ea424b917787dd083db9fc5a0044")]
    [InlineData("MAP {'b': 2, 'a': 1}", "1310243234259953598", "db41e5aa4d43951bd5f258764e0c7090")]
    [InlineData("MAP {10: [true], 9: NULL}", "961704932872364978", "187f51da3e5ae94dfa773738f9200af8")]
    public void Digests_are_those_that_the_page_describes(string values, string hash64, string hash128)
    {
        using Session session = shared.Runtime.NewSession();
        Assert.Equal([$"{hash64}|{hash128}"], Lake.Rows(session, $"SELECT stable_hash64_v2({values}), stable_hash128_v2({values})"));
    }
}
