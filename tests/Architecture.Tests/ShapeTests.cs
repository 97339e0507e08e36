using System.Reflection;
using System.Runtime.CompilerServices;

namespace Architecture.Tests;

public sealed class ShapeTests
{
    private const int MostLines = 400;

    [Fact]
    public void Every_class_is_sealed_static_or_a_closed_parent()
    {
        var open = Repository.ProductTypes.Where(type => type.IsClass && !type.IsSealed && !type.IsAbstract);
        Assert.Empty(open.Select(type => type.FullName));
    }

    [Fact]
    public void No_source_file_is_longer_than_400_lines()
    {
        var tooLong = Repository.Sources("src", "tests", "tools", "bench", "samples")
            .Select(file => (File: Repository.Relative(file), Lines: File.ReadLines(file).Count()))
            .Where(entry => entry.Lines > MostLines);
        Assert.Empty(tooLong);
    }

    [Fact]
    public void An_interface_is_a_port_or_has_two_implementations_here()
    {
        var types = Repository.ProductTypes.ToList();
        var lonely = types.Where(type => type.IsInterface).Where(port =>
        {
            var implementations = types.Where(type => type.IsClass && !type.IsAbstract && Implements(type, port)).ToList();
            return implementations.Count == 1 && implementations[0].Assembly == port.Assembly;
        });
        Assert.Empty(lonely.Select(type => type.FullName));
    }

    [Fact]
    public void Whatever_may_wait_takes_a_cancellation_token()
    {
        var deaf = Repository.ProductTypes
            .Where(type => !type.Name.EndsWith("Middleware", StringComparison.Ordinal))
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method => !method.IsPrivate && !method.IsSpecialName && IsAwaitable(method.ReturnType))
            .Where(method => !IsDictatedByTheFramework(method) && !CanBeCancelled(method))
            .Select(method => $"{method.DeclaringType!.FullName}.{method.Name}");
        Assert.True(!deaf.Any(), string.Join('\n', deaf));
    }

    private static bool Implements(Type type, Type port) =>
        port.IsGenericTypeDefinition
            ? type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == port)
            : port.IsAssignableFrom(type);

    private static bool IsAwaitable(Type type) =>
        type == typeof(Task) || type == typeof(ValueTask)
        || (type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(Task<>) || type.GetGenericTypeDefinition() == typeof(ValueTask<>)));

    private static bool CanBeCancelled(MethodInfo method) => method.GetParameters().Any(parameter =>
        parameter.ParameterType == typeof(CancellationToken)
        || parameter.ParameterType.GetProperty("RequestAborted") is not null       // HttpContext
        || parameter.ParameterType.GetProperty("CancellationToken") is not null    // contexts that carry one
        || parameter.ParameterType.GetProperty("HttpContext") is not null);        // requests, filters and their contexts

    private static bool IsDictatedByTheFramework(MethodInfo method) =>
        method.Name.Contains('<', StringComparison.Ordinal)
        || method.IsDefined(typeof(CompilerGeneratedAttribute))
        || method.Name is "Main" or "DisposeAsync"
        || (method.IsVirtual && method.GetBaseDefinition().DeclaringType!.Assembly != method.DeclaringType!.Assembly)
        || (!method.DeclaringType!.IsInterface && method.DeclaringType.GetInterfaces()
            .Where(face => !Repository.ProductAssemblies.Contains(face.Assembly.GetName().Name))
            .Any(face => method.DeclaringType.GetInterfaceMap(face).TargetMethods.Contains(method)));
}
