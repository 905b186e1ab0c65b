namespace Weir.Tests.House;

public sealed class ArrowsRunDownTests
{
    private static readonly Lazy<House> Whole = new(() => House.Read("src/Weir.Contract", "src/Weir", "src/Weir.Cli"));

    [Fact]
    [Trait("Requirement", "R048")]
    public void Folders_use_only_the_floors_below_them()
    {
        List<string> upward = [.. UpwardArrows(Whole.Value)];
        Assert.True(upward.Count == 0, string.Join(Environment.NewLine, upward));
    }

    [Fact]
    [Trait("Requirement", "R046")]
    [Trait("Requirement", "R083")]
    public void Delta_never_sees_the_engine() =>
        Assert.DoesNotContain(Whole.Value.Arrows, arrow =>
            Floors.Of(arrow.From).StartsWith("Delta/", StringComparison.Ordinal) && Floors.Of(arrow.To) == "Engine");

    [Fact]
    [Trait("Requirement", "R083")]
    public void Neither_the_contract_nor_the_host_of_plugins_sees_Delta()
    {
        FileArrow[] arrows = [.. Whole.Value.Arrows.Where(arrow =>
            arrow.From.StartsWith("src/Weir/Plugins/", StringComparison.Ordinal) || arrow.From.StartsWith("src/Weir.Contract/", StringComparison.Ordinal))];
        Assert.NotEmpty(arrows);
        Assert.DoesNotContain(arrows, arrow => arrow.To.StartsWith("src/Weir/Delta/", StringComparison.Ordinal));
    }

    [Fact]
    public void No_files_use_each_other_in_a_circle()
    {
        House house = Whole.Value;
        IEnumerable<string> circles = house.Circles().Select(circle =>
            "circle: " + string.Join(", ", house.Arrows
                .Where(arrow => circle.Contains(arrow.From) && circle.Contains(arrow.To))
                .Select(arrow => $"{arrow.From}:{arrow.Line} -> {arrow.To} ({arrow.Symbol})"))
            + ". Hand down a value or a delegate, or move the noun that both need to a file of its own.");
        Assert.True(!circles.Any(), string.Join(Environment.NewLine, circles));
    }

    [Fact]
    public void Every_file_has_a_name_of_its_own()
    {
        IEnumerable<string> doubles = Whole.Value.Files
            .GroupBy(file => Path.GetFileName(file.Path), StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1 && group.Key != "AssemblyInfo.cs")
            .Select(group => string.Join(" and ", group.Select(file => file.Path)));
        Assert.True(!doubles.Any(), "Same file name twice: " + string.Join("; ", doubles));
    }

    [Fact]
    public void An_upward_arrow_is_found_with_its_line()
    {
        House house = House.Of(
            new SourceFile("src/Weir/Storage/Low.cs", "namespace Weir.Storage;\nclass Low\n{\n    Weir.Session.High? _high;\n}\n"),
            new SourceFile("src/Weir/Session/High.cs", "namespace Weir.Session;\nclass High { }\n"));
        Assert.Contains("src/Weir/Storage/Low.cs:4", Assert.Single(UpwardArrows(house)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_circle_through_an_inferred_type_is_found()
    {
        House house = House.Of(
            new SourceFile("src/Weir/Storage/A.cs", "namespace Weir.Storage; class A { public B Make() => new(); }"),
            new SourceFile("src/Weir/Storage/B.cs", "namespace Weir.Storage; class B { public static C Next; }"),
            new SourceFile("src/Weir/Storage/C.cs", "namespace Weir.Storage; class C { void Use() { var next = B.Next; } }"));
        Assert.Equal(["src/Weir/Storage/B.cs", "src/Weir/Storage/C.cs"], Assert.Single(house.Circles()));
    }

    private static IEnumerable<string> UpwardArrows(House house)
    {
        foreach (SourceFile file in house.Files.Where(file => !Floors.IsKnown(Floors.Of(file.Path))))
            yield return $"{file.Path}: the folder '{Floors.Of(file.Path)}' has no row in Floors.cs and ARCHITECTURE.md. Add one, or move the file.";
        foreach (FileArrow arrow in house.Arrows)
        {
            string from = Floors.Of(arrow.From), to = Floors.Of(arrow.To);
            if (Floors.IsKnown(from) && !Floors.MayUse(from, to))
                yield return $"{arrow.From}:{arrow.Line}: {from} uses {to} ({arrow.Symbol}); {from} may use {Floors.AllowedFor(from)}. Declare the need as an interface below, or move the code up.";
        }
    }
}
