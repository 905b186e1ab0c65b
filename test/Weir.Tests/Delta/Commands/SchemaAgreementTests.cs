using Weir.Delta.Actions;
using Weir.Delta.Commands;

namespace Weir.Tests.Delta.Commands;

public sealed class SchemaAgreementTests
{
    [Fact]
    public void Rows_fit_whatever_the_order_and_case_of_their_columns()
    {
        DeltaSchema table = Schema(new("Id", DeltaType.Long, nullable: false), new("name", DeltaType.String), new("at", DeltaType.Date));
        Assert.Empty(SchemaAgreement.Differences(Schema(new("NAME", DeltaType.String), new("id", DeltaType.Long)), table));
    }

    [Fact]
    public void Every_difference_is_told_with_the_path_of_its_column()
    {
        DeltaSchema table = Schema(
            new("id", DeltaType.Long, nullable: false),
            new("name", DeltaType.String),
            new("s", new DeltaStruct([new("x", DeltaType.Integer), new("y", DeltaType.Integer, nullable: false)])),
            new("l", new DeltaArray(DeltaType.String, ContainsNull: false)),
            new("m", new DeltaMap(DeltaType.String, DeltaType.Double, ValueContainsNull: true)));
        DeltaSchema rows = Schema(
            new("name", DeltaType.Binary),
            new("s", new DeltaStruct([new("x", DeltaType.Long), new("y", DeltaType.Integer), new("z", DeltaType.Date)])),
            new("l", new DeltaArray(DeltaType.String, ContainsNull: true)),
            new("m", new DeltaMap(DeltaType.String, new DeltaDecimal(10, 2), ValueContainsNull: true)),
            new("more", DeltaType.Boolean),
            new("dup", DeltaType.Boolean));
        Assert.Equal(
            [
                "column 'id' (long NOT NULL) is missing",
                "column 'name' is binary, but string in the table",
                "column 's.x' is long, but integer in the table",
                "column 's.y' may be NULL, which the table does not take there",
                "column 's.z' (date) is not in the table",
                "column 'l.element' may be NULL, which the table does not take there",
                "column 'm.value' is decimal(10,2), but double in the table",
                "column 'more' (boolean) is not in the table",
                "column 'dup' (boolean) is not in the table",
            ],
            SchemaAgreement.Differences(rows, table));
    }

    [Fact]
    public void A_column_that_comes_twice_is_told()
    {
        DeltaSchema table = Schema(new StructField("a", DeltaType.Long));
        DeltaSchema rows = Schema(new("a", DeltaType.Long), new("A", DeltaType.Long));
        Assert.Equal(["column 'a' comes 2 times"], SchemaAgreement.Differences(rows, table));
    }

    [Fact]
    public void A_nested_field_may_not_be_missing_even_when_it_may_be_null()
    {
        DeltaSchema table = Schema(new StructField("s", new DeltaStruct([new("x", DeltaType.Long), new("y", DeltaType.Long)])));
        DeltaSchema rows = Schema(new StructField("s", new DeltaStruct([new("x", DeltaType.Long)])));
        Assert.Equal(["column 's.y' (long) is missing"], SchemaAgreement.Differences(rows, table));
    }

    private static DeltaSchema Schema(params StructField[] columns) => new(columns);
}
