using System.Collections.Concurrent;

namespace Api;

internal sealed record Order(Guid Id, string Owner, string Item, int Quantity, DateTimeOffset PlacedAt);

/// <summary>Everybody's orders, until the process ends.</summary>
internal sealed class OrderBook(TimeProvider time)
{
    private readonly ConcurrentQueue<Order> _orders = new();

    public IEnumerable<Order> All => _orders;

    public Order Place(string owner, string item, int quantity)
    {
        var now = time.GetUtcNow();
        var order = new Order(Guid.CreateVersion7(now), owner, item, quantity, now);
        _orders.Enqueue(order);
        return order;
    }
}
