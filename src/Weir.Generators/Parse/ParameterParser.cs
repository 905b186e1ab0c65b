using Microsoft.CodeAnalysis;
using Weir.Generators.Model;

namespace Weir.Generators.Parse;

/// <summary>Turns the parameters of a method into what they are for.</summary>
internal static class ParameterParser
{
    private static readonly Dictionary<string, ParameterRole> Special = new()
    {
        ["Weir.Plugins.PluginCallControl"] = ParameterRole.Control,
        ["System.Threading.CancellationToken"] = ParameterRole.Token,
        ["Weir.Plugins.PluginContext"] = ParameterRole.Context,
        ["System.ReadOnlySpan<ulong>"] = ParameterRole.Rows,
    };

    private static readonly Dictionary<FunctionKind, ParameterRole[]> SpecialOf = new()
    {
        [FunctionKind.Scalar] = [ParameterRole.Control, ParameterRole.Context, ParameterRole.Rows],
        [FunctionKind.Aggregate] = [ParameterRole.Control],
        [FunctionKind.Window] = [ParameterRole.Control, ParameterRole.Context],
        [FunctionKind.Table] = [ParameterRole.Token, ParameterRole.Context],
        [FunctionKind.Provider] = [ParameterRole.Context],
    };

    /// <summary>Parses all parameters of a method.</summary>
    /// <param name="method">The method.</param>
    /// <param name="kind">What it is exported as; decides which roles there are.</param>
    /// <param name="findings">Takes what is wrong.</param>
    /// <returns>One model a parameter.</returns>
    public static ParameterModel[] Parse(IMethodSymbol method, FunctionKind kind, FindingList findings)
    {
        List<ParameterModel> parsed = [];
        foreach (IParameterSymbol parameter in method.Parameters)
            if (One(parameter, method, kind, findings) is ParameterModel model)
                parsed.Add(model);
        ParameterModel[] all = [.. parsed.Select(model => model.State is null ? model : WithArguments(model, parsed, method, findings))];
        CheckOrder(method, all, findings);
        return all;
    }

    private static ParameterModel? One(IParameterSymbol parameter, IMethodSymbol method, FunctionKind kind, FindingList findings)
    {
        ITypeSymbol type = parameter.Type;
        if (Special.TryGetValue(type.ToDisplayString(), out ParameterRole role) && SpecialOf[kind].Contains(role))
            return new ParameterModel(role);
        if (kind == FunctionKind.Aggregate && IsRow(parameter, method))
            return new ParameterModel(ParameterRole.Row);
        if (type.Is("Weir.Plugins.Utf8Writer") && kind is FunctionKind.Scalar or FunctionKind.Aggregate)
            return new ParameterModel(ParameterRole.Output, Type: TypeTable.Written(parameter.GetAttributes().Has("BinaryAttribute")));
        if (IsColumn(parameter))
            return Column(parameter, method, kind, findings);
        if (kind == FunctionKind.Scalar && Further(parameter) is ParameterModel further)
            return further;
        return Value(parameter, kind, findings) ?? State(parameter, method, kind, findings);
    }

    // NULL is the one value that every type has.
    private static bool IsNullByDefault(IParameterSymbol parameter) =>
        parameter.GetAttributes().Find("DefaultAttribute")?.ConstructorArguments is [{ IsNull: true }];

    private static bool IsColumn(IParameterSymbol parameter) =>
        parameter.Type.Is("Weir.Plugins.ColumnView") || parameter.Type.Is("Weir.Plugins.ColumnResult");

    private static bool IsRow(IParameterSymbol parameter, IMethodSymbol method) =>
        parameter is { Name: "row", Type.SpecialType: SpecialType.System_Int32 } && method.Parameters.Any(IsColumn);

    private static ParameterModel? Value(IParameterSymbol parameter, FunctionKind kind, FindingList findings)
    {
        if (TypeTable.Find(parameter.Type, parameter.GetAttributes(), out bool isNullable) is not TypeModel type)
            return null;
        bool isConstant = parameter.GetAttributes().Has("ConstantAttribute");
        // Only scalar functions have something to bind to; a table function's arguments are all bound.
        bool isBound = (isConstant && kind == FunctionKind.Scalar) || kind is FunctionKind.Table or FunctionKind.Provider;
        return new ParameterModel(
            isBound ? ParameterRole.Constant : ParameterRole.Value,
            SymbolQuestions.SnakeCase(parameter.Name),
            type,
            isNullable,
            DefaultValue.Read(parameter, type, isNullable, findings),
            isConstant || kind == FunctionKind.Table);
    }

    private static ParameterModel? Column(IParameterSymbol parameter, IMethodSymbol method, FunctionKind kind, FindingList findings)
    {
        bool isResult = parameter.Type.Is("Weir.Plugins.ColumnResult");
        if (kind is not (FunctionKind.Scalar or FunctionKind.Window or FunctionKind.Aggregate))
            return Unknown(parameter, method, findings);
        if (parameter.GetAttributes().Has("ConstantAttribute"))
            findings.Add(DiagnosticTable.ConstantImpossible, parameter, parameter.Name, method.Name, "it is a column; take the value itself");
        ParameterRole role = isResult ? ParameterRole.ResultColumn : ParameterRole.Column;
        string name = isResult ? "" : SymbolQuestions.SnakeCase(parameter.Name);
        if (parameter.GetAttributes().Find("OfAttribute")?.AttributeClass?.TypeArguments[0] is not { } of)
            return new ParameterModel(role, name, IsNullable: true, DefaultJson: IsNullByDefault(parameter) ? "null" : null);
        if (TypeTable.Find(of, parameter.GetAttributes(), out _) is not TypeModel type)
            return TypeTable.IsDecimal(of) ? NoDigits(parameter, findings) : Unknown(parameter, method, findings);
        return new ParameterModel(role, name, type, IsNullable: true, isResult ? null : DefaultValue.Read(parameter, type, isNullable: true, findings));
    }

    private static ParameterModel? Further(IParameterSymbol parameter)
    {
        string name = SymbolQuestions.SnakeCase(parameter.Name);
        if (parameter.Type.Is("Weir.Plugins.TextArguments"))
            return new ParameterModel(ParameterRole.Further, name, TypeTable.Written(parameter.GetAttributes().Has("BinaryAttribute")));
        if (parameter.Type.Is("Weir.Plugins.ColumnArguments"))
            return new ParameterModel(ParameterRole.FurtherColumns, name, IsNullable: true);
        return parameter.Type is INamedTypeSymbol { Name: "Arguments", TypeArguments: [var of] } list && list.Is("Weir.Plugins.Arguments<T>")
            && TypeTable.Find(of, [], out _) is { Shape: Shape.Fixed } type && type.Storage == type.Clr
            ? new ParameterModel(ParameterRole.Further, name, type)
            : null;
    }

    private static ParameterModel? State(IParameterSymbol parameter, IMethodSymbol method, FunctionKind kind, FindingList findings)
    {
        if (TypeTable.IsDecimal(parameter.Type))
            return NoDigits(parameter, findings);
        bool mayBe = kind == FunctionKind.Scalar && parameter.Type is INamedTypeSymbol { TypeKind: TypeKind.Class, IsAbstract: false, SpecialType: SpecialType.None };
        if (!mayBe || parameter.Type.ContainingNamespace?.ToDisplayString() == "System")
            return Unknown(parameter, method, findings);
        return new ParameterModel(ParameterRole.State, State: new StateModel(parameter.Type.FullName(), default, parameter.Type.IsDisposable()));
    }

    private static ParameterModel WithArguments(ParameterModel model, List<ParameterModel> all, IMethodSymbol method, FindingList findings)
    {
        IParameterSymbol parameter = method.Parameters.First(candidate => candidate.Type.FullName() == model.State!.Type);
        IMethodSymbol[] reachable = [.. ((INamedTypeSymbol)parameter.Type).InstanceConstructors.Where(made => made.IsReachable())];
        if (reachable is [IMethodSymbol only] && StateArguments(only, all, method) is string[] arguments)
            return model with { State = model.State! with { Arguments = new EquatableArray<string>(arguments) } };
        findings.Add(DiagnosticTable.StateNotMakeable, parameter, parameter.Type.ToDisplayString());
        return model;
    }

    private static string[]? StateArguments(IMethodSymbol constructor, List<ParameterModel> all, IMethodSymbol method)
    {
        List<string> arguments = [];
        foreach (IParameterSymbol wanted in constructor.Parameters)
        {
            bool isContext = wanted.Type.Is("Weir.Plugins.PluginContext");
            IParameterSymbol? given = method.Parameters.FirstOrDefault(candidate => candidate.Name == wanted.Name);
            bool fits = given is not null && SymbolEqualityComparer.Default.Equals(given.Type, wanted.Type)
                && all.Any(model => model.Role == ParameterRole.Constant && model.SqlName == SymbolQuestions.SnakeCase(wanted.Name));
            if (!isContext && !fits)
                return null;
            arguments.Add(isContext ? "" : SymbolQuestions.SnakeCase(wanted.Name));
        }
        return [.. arguments];
    }

    private static void CheckOrder(IMethodSymbol method, ParameterModel[] all, FindingList findings)
    {
        if (all.Length != method.Parameters.Length)
            return;
        int lastArgument = Array.FindLastIndex(all, model => model.IsArgument || model.IsFurther);
        bool anyOptional = false;
        for (int i = 0; i < all.Length; i++)
        {
            IParameterSymbol parameter = method.Parameters[i];
            if (all[i].IsFurther && (i != lastArgument || anyOptional))
                findings.Add(DiagnosticTable.FurtherNotLast, parameter, parameter.Name);
            if (all[i].IsArgument && anyOptional && all[i].DefaultJson is null)
                findings.Add(DiagnosticTable.OptionalBeforeRequired, parameter, parameter.Name, method.Name);
            anyOptional |= all[i].DefaultJson is not null;
        }
    }

    private static ParameterModel? NoDigits(IParameterSymbol parameter, FindingList findings)
    {
        findings.Add(DiagnosticTable.DecimalWithoutDigits, parameter, parameter.Name);
        return null;
    }

    private static ParameterModel? Unknown(IParameterSymbol parameter, IMethodSymbol method, FindingList findings)
    {
        findings.Add(DiagnosticTable.ParameterTypeUnknown, parameter, parameter.Name, method.Name, parameter.Type.ToDisplayString());
        return null;
    }
}
