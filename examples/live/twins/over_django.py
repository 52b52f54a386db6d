"""Queries of an asynchronous view."""

from django.db import models


class Order(models.Model):
    name = models.TextField()

    class Meta:
        app_label = "shop"


async def view():
    order = Order.objects.create(name="a")
    order.name = "b"
    order.save()
    names = [order.name for order in Order.objects.all()]
    for other in Order.objects.filter(name="b"):
        names.append(other.name)
    return [names, Order.objects.count(), Order.objects.get(name="b").name, list(Order.objects.all())[0].name]
