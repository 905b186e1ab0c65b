using Weir.Generators.Model;

namespace Weir.Generators.Parse;

/// <summary>Checks what no declaration can know by itself: that there is a plugin, and that every name is given once.</summary>
internal static class NameCheck
{
    /// <summary>Findings at exports of an assembly that is no plugin, and at the second of two with one name.</summary>
    public static EquatableArray<Finding> Check(IEnumerable<Parsed<FunctionModel>> exports, bool isPlugin)
    {
        List<Finding> findings = [];
        HashSet<string> taken = [];
        foreach (Parsed<FunctionModel> export in exports.Where(export => export.Model is not null))
        {
            FunctionModel model = export.Model!;
            if (!isPlugin)
                findings.Add(new Finding(DiagnosticTable.NoPlugin, export.Place, new EquatableArray<string>([model.Name])));
            findings.AddRange(Names(model).Where(name => !taken.Add(name))
                .Select(name => new Finding(DiagnosticTable.NameTwice, export.Place, new EquatableArray<string>([name.Substring(2)]))));
        }
        return new EquatableArray<Finding>([.. findings]);
    }

    /// <summary>The exports whose names are free: of two with one name the first.</summary>
    public static EquatableArray<FunctionModel> Unique(IEnumerable<FunctionModel> exports)
    {
        HashSet<string> taken = [];
        return new EquatableArray<FunctionModel>([.. exports.Where(export => Names(export).All(taken.Add))]);
    }

    // Functions share one space of names; providers and planners have their own.
    private static IEnumerable<string> Names(FunctionModel model)
    {
        string space = model.Kind switch
        {
            FunctionKind.Provider => "p:",
            FunctionKind.Planner => "r:",
            _ => "f:",
        };
        return model.Aliases.Prepend(model.Name).Select(name => space + name);
    }
}
