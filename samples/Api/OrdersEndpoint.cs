using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Api;

internal sealed record NewOrder(string? Item, int Quantity);

internal static class OrdersEndpoint
{
    private const int LongestItem = 100;
    private const int MostAtOnce = 100;

    public static void MapOrders(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/orders", List).RequireAuthorization("orders.read");
        routes.MapPost("/orders", Place).RequireAuthorization("orders.write");
    }

    /// <summary>A person sees their own orders; a service, whose subject is itself (RFC 9068 §2.2), sees all.</summary>
    private static Ok<IEnumerable<Order>> List(ClaimsPrincipal caller, OrderBook orders)
    {
        var subject = Subject(caller);
        var isService = subject == caller.FindFirst("client_id")?.Value;
        return TypedResults.Ok(orders.All.Where(order => isService || order.Owner == subject));
    }

    private static Results<Created<Order>, ValidationProblem> Place(NewOrder wanted, ClaimsPrincipal caller, OrderBook orders)
    {
        var errors = new Dictionary<string, string[]>();
        if (wanted.Item is not { Length: > 0 and <= LongestItem }) errors["item"] = [$"An item has 1 to {LongestItem} characters."];
        if (wanted.Quantity is < 1 or > MostAtOnce) errors["quantity"] = [$"Order 1 to {MostAtOnce} at once."];
        if (errors.Count > 0) return TypedResults.ValidationProblem(errors);
        var order = orders.Place(Subject(caller), wanted.Item!, wanted.Quantity);
        return TypedResults.Created($"/orders/{order.Id}", order);
    }

    private static string Subject(ClaimsPrincipal caller) => caller.FindFirst("sub")!.Value;
}
